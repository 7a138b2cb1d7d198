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

  // What was typed without a network and is in this browser alone is named on every page; a page with a long form takes it up.
  const user = document.querySelector(".me[data-user]")?.dataset.user;
  if (user && !document.querySelector(".keeping")) {
    try {
      for (const name of Object.keys(localStorage).filter((one) => one.startsWith(`typed:${user}:`))) {
        const {address, title, at} = JSON.parse(localStorage.getItem(name)), note = document.createElement("p"), link = document.createElement("a");
        if (Date.now() - at < 5000 || !address.startsWith("/") || address.startsWith("//")) continue; // another tab is just sending it
        link.href = address;
        link.textContent = title || "mở trang để làm tiếp";
        note.className = "note warning";
        note.append("Máy này còn giữ nội dung gõ lúc mất mạng, chưa lên máy chủ. Xin mở để làm tiếp: ", link);
        document.querySelector(".messages")?.append(note);
      }
    } catch { /* this browser keeps nothing */ }
  }

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

  // What Word put into the clipboard as HTML goes into the field that data-takes-html names, while the area holds just what was pasted.
  for (const area of document.querySelectorAll("[data-takes-html]")) {
    const kept = document.getElementById(area.dataset.takesHtml);
    area.addEventListener("paste", (event) => {
      const whole = area.selectionStart === 0 && area.selectionEnd === area.value.length;
      const html = event.clipboardData.getData("text/html").replace(/^[^]*<!--StartFragment-->|<!--EndFragment-->[^]*$/g, "");
      kept.value = whole && html.length < 1500000 ? html : "";
    });
    area.addEventListener("input", (event) => { if (event.inputType !== "insertFromPaste") kept.value = ""; });
  }

  // <a data-tick-all="name">: ticks every box of that name, or none when all are ticked, without leaving the page; <a data-tick-none="name">: none.
  for (const link of document.querySelectorAll("[data-tick-all], [data-tick-none]")) {
    const { tickAll, tickNone } = link.dataset;
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${tickAll ?? tickNone}"]`)];
      const tick = tickAll !== undefined && boxes.some((box) => !box.checked);
      boxes.forEach((box) => { box.checked = tick; });
    });
  }

  // A long list of boxes with data-narrow gets a search field and says how many are ticked; what is ticked stays so while it is out of sight.
  const LONG = 20;
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  for (const name of new Set([...document.querySelectorAll("input[type=checkbox][data-narrow]")].map((box) => box.name))) {
    const boxes = [...document.querySelectorAll(`input[type=checkbox][data-narrow][name="${name}"]`)];
    if (boxes.length <= LONG) continue;
    const list = boxes[0].closest(".form-check").parentElement;
    const label = document.createElement("label");
    label.className = "form-label";
    label.htmlFor = `${name}-narrow`;
    label.textContent = "Tìm đơn vị trong danh sách";
    const search = document.createElement("input");
    search.type = "search";
    search.id = label.htmlFor;
    search.className = "form-control";
    search.autocomplete = "off";
    const count = document.createElement("p");
    count.className = "form-text";
    count.setAttribute("role", "status");
    const narrow = () => {
      const words = plain(search.value.trim());
      let shown = 0, heading = null;
      for (const line of list.children) {
        if (line.matches("strong")) { heading = line; heading.hidden = true; continue; }
        if (!line.matches(".form-check")) continue;
        line.hidden = !plain(line.textContent).includes(words);
        if (line.hidden) continue;
        shown += 1;
        if (heading) heading.hidden = false;
      }
      const ticked = boxes.filter((box) => box.checked).length;
      count.textContent = `Đã chọn ${ticked}/${boxes.length} đơn vị` + (words ? `, ${shown} đơn vị khớp với từ đang tìm.` : ".");
    };
    search.addEventListener("input", (event) => { event.stopPropagation(); narrow(); });
    search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    list.addEventListener("change", narrow);
    list.classList.add("narrowed");
    list.before(label, search, count);
    narrow();
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

  // On a phone the current tab or part may lie beyond the edge.
  for (const row of document.querySelectorAll(".tabs, .parts ul")) {
    const current = row.querySelector("[aria-current]");
    if (current) row.scrollLeft = Math.max(0, current.offsetLeft - 24);
  }

  document.querySelector(".errors")?.focus();
})();
