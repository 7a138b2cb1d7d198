// Small conveniences only: every page works without this file.
(() => {
  "use strict";

  // A form sent once is not sent twice: the pressed button rests until the next page, or eight seconds for a download.
  const resting = new Set();
  const wake = (button) => { button.disabled = false; resting.delete(button); };
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button || event.target.method !== "post") return;
    setTimeout(() => { button.disabled = true; resting.add(button); });
    setTimeout(wake, 8000, button);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) resting.forEach(wake); });

  // Ask before leaving a form with changes that were not saved.
  for (const form of document.querySelectorAll("form[data-guard]")) {
    let changed = document.querySelector(".errors") !== null;
    form.addEventListener("input", () => { changed = true; });
    document.addEventListener("submit", (event) => { if (event.target === form && !event.defaultPrevented) changed = false; });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  }

  // <button type="button" data-copy="text" hidden>Chép</button>
  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("[data-copy]")) {
      const words = button.textContent;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = "✓ Đã chép";
        setTimeout(() => { button.textContent = words; }, 2000);
      });
    }
  }

  // <a data-tick-all="name">: ticks every box of that name, or none when all are ticked, without leaving the page.
  for (const link of document.querySelectorAll("[data-tick-all]")) {
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${link.dataset.tickAll}"]`)];
      const tick = boxes.some((box) => !box.checked);
      boxes.forEach((box) => { box.checked = tick; });
    });
  }

  // Let people see the password they type.
  for (const form of document.querySelectorAll("form")) {
    const passwords = form.querySelectorAll("input[type=password]");
    if (!passwords.length) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-link reveal";
    button.setAttribute("aria-pressed", "false");
    button.textContent = "Hiện mật khẩu";
    button.addEventListener("click", () => {
      const show = button.getAttribute("aria-pressed") === "false";
      passwords.forEach((input) => { input.type = show ? "text" : "password"; });
      button.setAttribute("aria-pressed", String(show));
    });
    form.addEventListener("submit", () => passwords.forEach((input) => { input.type = "password"; }));
    const last = passwords[passwords.length - 1];
    (last.closest(".mb-3") || last).after(button);
  }

  // The account menu closes on Escape and on a click elsewhere.
  const menu = document.querySelector(".me");
  if (menu) {
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  }

  // On a phone the current tab may lie beyond the edge.
  const tabs = document.querySelector(".tabs");
  const current = tabs && tabs.querySelector("[aria-current]");
  if (current) tabs.scrollLeft = Math.max(0, current.offsetLeft - 24);

  document.querySelector(".errors")?.focus();
})();
