// Compares a file with the digests on the page, here in the browser: the file goes nowhere. Without this file, or without
// crypto.subtle (plain HTTP), the form sends it to be compared.
(() => {
  "use strict";
  const form = document.querySelector("form[data-verify]");
  if (!form || !window.crypto || !crypto.subtle) return;
  const input = form.querySelector("input[type=file]");
  const status = form.querySelector("[role=status]");
  const findings = form.querySelectorAll("[data-finding]");

  const show = (finding) => {
    for (const one of findings) {
      one.hidden = one.dataset.finding !== finding;
      if (!one.hidden) status.textContent = one.textContent;
    }
  };
  const compare = async (file) => {
    show("");
    if (!file) return;
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const digest = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (input.files[0] !== file) return; // another one was chosen meanwhile
    show(digest === form.dataset.same ? "same" : form.dataset.signed.split(" ").includes(digest) ? "signed" : "other");
  };

  input.addEventListener("change", () => compare(input.files[0]));
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("dropping"); });
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dropping");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    compare(input.files[0]);
  });
})();
