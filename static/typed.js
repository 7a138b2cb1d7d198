// What is typed into the form around .keeping keeps itself: in the browser at once, on the server a moment later. Without this file the form is a plain one.
(() => {
  "use strict";
  const box = document.querySelector(".keeping");
  if (!box) return;
  const form = box.closest("form"), status = box.querySelector("[role=status]"), embedded = JSON.parse(document.getElementById("typed-rows").textContent);
  const {keep: address, user, url, drop: dropUrl, aside: asideUrl} = box.dataset;
  const isNew = "new" in box.dataset, isPosted = "posted" in box.dataset, isUnsaved = "unsaved" in box.dataset, base = form.elements["typed-base"].value, title = document.querySelector("h1")?.textContent.trim() ?? "";
  const WAIT = 1500, AGAIN = 20000, LIFE = 30 * 24 * 3600 * 1000, MOST_LEAVING = 60000;
  const COUNTS = /-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/, OURS = /^(csrfmiddlewaretoken|typed-.*)$/;
  const anybody = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const writer = anybody();
  form.elements["typed-writer"].value = writer;

  // The form as text: lists of name, value, label, and the value in words where it is a choice.
  const isBox = (control) => control.type === "checkbox" || control.type === "radio";
  const controls = () => [...form.elements].filter((one) => one.matches("input, textarea, select") && one.name && !one.disabled && !OURS.test(one.name)
    && !["file", "password", "submit", "button"].includes(one.type));
  const words = (element) => element ? element.textContent.replace(/\*/g, "").replace(/\s+/g, " ").trim().replace(/[ :;.]+$/, "") : "";
  const labelOf = (control) => {
    const legend = words(control.closest("fieldset.form-section")?.querySelector("legend"));
    const row = control.closest("[role=group][aria-label]")?.getAttribute("aria-label");
    const own = control.type === "radio" ? words(control.closest("[id^=div_id_]")?.querySelector("label, legend")) : words(control.labels?.[0]);
    return [legend, row, own].filter((part, place, parts) => part && parts.indexOf(part) === place).join(", ");
  };
  const inWords = (control) => control.tagName === "SELECT" ? words(control.selectedOptions[0]) : control.type === "radio" ? words(control.labels?.[0]) : isBox(control) ? "✓" : "";
  const read = () => controls().filter((one) => !isBox(one) || one.checked).map((one) => [one.name, one.value, labelOf(one), inWords(one)]);
  const valuesIn = (data) => {
    const values = new Map();
    for (const [name, value] of data) if (!COUNTS.test(name)) values.set(name, [...(values.get(name) ?? []), value.replace(/\r\n/g, "\n")]);
    return values;
  };

  // The names of fields in which two texts say something else. A row that one page did not have is no difference, unless something is written in it.
  const differences = (one, other) => {
    const first = valuesIn(one), second = valuesIn(other), boxes = new Set(controls().filter(isBox).map((control) => control.name));
    return [...new Set([...first.keys(), ...second.keys()])].filter((name) => {
      const [here, there] = [first.get(name), second.get(name)];
      if ((!here || !there) && !boxes.has(name)) return (here ?? there).some(Boolean) && !isDefault(name, (here ?? there)[0]);
      return JSON.stringify(here ?? []) !== JSON.stringify(there ?? []);
    });
  };
  const isDefault = (name, value) => {
    const control = form.elements[name], lists = [...form.querySelectorAll("select")];
    const alike = control ?? lists.find((list) => list.name.replace(/\d+/g, "") === name.replace(/\d+/g, ""));
    return alike?.tagName === "SELECT" && alike.options[0]?.value === value;
  };
  const fill = (data) => {
    const values = valuesIn(data), there = new Set();
    for (const control of controls()) {
      there.add(control.name);
      if (control.type === "hidden") continue;
      if (isBox(control)) control.checked = (values.get(control.name) ?? []).includes(control.value);
      else if (values.has(control.name)) control.value = values.get(control.name)[0];
      if (control.value && !isBox(control)) control.closest("details")?.setAttribute("open", ""); // nothing comes back out of sight
    }
    const extra = data.filter(([name, value]) => value && !there.has(name) && !COUNTS.test(name) && !isDefault(name, value));
    if (extra.length) say("warning", "Phần sau không có chỗ trên trang này; xin chép lại vào chỗ thích hợp:", facts(extra.map(([name, value, label, shown]) => [label || name, shown || value])));
  };

  // What is said on the page.
  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const button = (words, act) => {
    const made = element("button", {type: "button", class: "btn btn-outline-secondary"}, ...[words].flat());
    made.addEventListener("click", act);
    return made;
  };
  const facts = (pairs) => element("dl", {class: "facts"}, ...pairs.map(([label, value]) => element("div", {}, element("dt", {}, label), element("dd", {class: "typed-text"}, value || "–"))));
  const say = (css, text, ...more) => {
    const note = element("div", {class: `note ${css} typed-note`, role: "alert"}, element("p", {}, text), ...more);
    form.before(note);
    return note;
  };
  const tell = (text, good = false) => { status.textContent = text; status.classList.toggle("kept-here", !good); };
  const now = () => new Date().toLocaleTimeString("vi-VN", {hour: "2-digit", minute: "2-digit", hour12: false});
  const from = (row) => row.local ? `máy này, gõ lúc ${row.saved_at}, chưa gửi được lên máy chủ` : `${row.device}, lưu lúc ${row.saved_at}`;

  // The browser's own copy, under the key of this person alone, until the server has it.
  const prefix = `typed:${user}:`, key = `${prefix}${writer}`;
  const entries = (start) => {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(start)).map((name) => [name, JSON.parse(localStorage.getItem(name))]);
    } catch { return []; }
  };
  const forget = (name) => { try { localStorage.removeItem(name); } catch { /* there is none */ } };
  const mirror = () => {
    try {
      localStorage.setItem(key, JSON.stringify({address, writer, base, title, data: read(), instead_of: versionsOf(standsFor), at: Date.now(), clock: now()}));
      return true;
    } catch { return false; }
  };

  let timer, dirty = false, mirrored = true, sending = false, over = false, isCut = false, isTyped = false, lastSent = "", standsFor = [], seen = new Set();
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  const post = (to, content, options = {}) => fetch(to, {
    method: "POST", redirect: "manual", headers: {"Content-Type": "application/json", "X-CSRFToken": token()}, body: JSON.stringify(content), ...options,
  });
  const TROUBLE = () => `Máy chủ đang bận, đã giữ trên máy này lúc ${now()}; sẽ tự lưu lại.`;
  const SAID = {
    0: () => `Mất mạng, đã giữ trên máy này lúc ${now()}; sẽ tự lưu khi có mạng.`,
    403: () => "Phiên đăng nhập đã hết: nội dung được giữ trên máy này. Đăng nhập lại để lưu.",
    409: () => "Một tài khoản khác đang đăng nhập trên máy này: nội dung được giữ trên máy này cho tài khoản của ông/bà.",
    413: () => "Nội dung quá dài nên chỉ giữ được trên máy này. Xin bấm lưu sớm.",
  };

  const send = async (leaving = false) => {
    clearTimeout(timer);
    if (!dirty || over || sending && !leaving) return;
    const data = read(), content = {user: Number(user), address, writer, base, title, data, instead_of: versionsOf(standsFor)};
    const replaced = standsFor;
    dirty = false;
    sending = true;
    let code = 0, answer;
    try {
      const response = await post(url, content, {keepalive: leaving && JSON.stringify(content).length < MOST_LEAVING});
      code = response.type === "opaqueredirect" ? 403 : response.status;
      if (response.ok) answer = await response.json();
    } catch { code = 0; }
    sending = false;
    isCut = code === 0;
    if (over) return;
    if (!answer) {
      dirty = true;
      mirrored = mirror();
      tell(mirrored ? (SAID[code] ?? TROUBLE)() : "Chưa lưu được: trình duyệt không cho giữ trên máy này. Xin chép nội dung ra nơi khác trước khi rời trang.");
      timer = setTimeout(send, AGAIN);
      return;
    }
    lastSent = JSON.stringify(data);
    for (const row of replaced) if (row.local) forget(row.key);
    standsFor = standsFor.filter((row) => !replaced.includes(row));
    form.elements.csrfmiddlewaretoken.value = token();
    if (!dirty) forget(key);
    if (isUnsaved) tell(`Bản đang gõ đã giữ lúc ${answer.saved_at}, chưa lưu chính thức.`);
    else tell(`Đã lưu lúc ${answer.saved_at} (bản đang gõ)`, true);
    if (!isNew && answer.others.some((row) => !seen.has(row.writer + row.stamp))) await meet();
    if (dirty) timer = setTimeout(send, WAIT);
  };

  // Another page holds another text for the same form.
  let choice;
  const meet = async () => {
    try {
      const {rows} = await (await fetch(`${url}?cho=${encodeURIComponent(address)}`)).json();
      offer(rows.filter((row) => row.writer !== writer), "Bản trên trang này");
    } catch { /* the next version asks again */ }
  };
  const versionsOf = (rows) => rows.filter((row) => !row.local).map((row) => [row.writer, row.stamp]);
  const small = (content) => ({keepalive: JSON.stringify(content).length < MOST_LEAVING}); // it arrives though the page is left at once
  const putAside = (rows, own = "") => { // from where they can be taken back; what does not arrive is offered again
    const content = {address, writer: own, versions: versionsOf(rows), aside: true};
    const there = own || content.versions.length ? [post(dropUrl, content, small(content)).catch(() => {})] : [];
    return Promise.all([...there, ...rows.filter((row) => row.local).map((row) => bring(row.key, row, true))]);
  };
  const drop = (rows) => { // which say nothing of their own
    for (const row of rows) if (row.local) forget(row.key);
    return versionsOf(rows).length && post(dropUrl, {address, writer: "", versions: versionsOf(rows)}).catch(() => { /* they are looked at again */ });
  };
  const tellAside = () => say("info", "Bản không chọn được để riêng 30 ngày. ", element("p", {}, element("a", {href: asideUrl}, "Xem và lấy lại bản đã bỏ")));
  const offer = (rows, here) => {
    const mine = read(), other = rows.filter((row) => differences(mine, row.data).length);
    rows.forEach((row) => seen.add(row.writer + row.stamp));
    choice?.remove();
    if (!other.length) return;
    const names = new Set(other.flatMap((row) => differences(mine, row.data)));
    const shown = (data) => {
      const values = new Map(data.map(([name, value, , said]) => [name, said || value]));
      const labels = new Map([mine, ...other.map((row) => row.data)].flat().map(([name, , label]) => [name, label || name]));
      return facts([...names].map((name) => [labels.get(name) ?? name, values.get(name) ?? ""]));
    };
    const take = (act) => async () => { choice.remove(); act(); };
    const choose = (words, named, act) => button([words, element("span", {class: "visually-hidden"}, `: ${named}`)], take(act));
    const versions = [
      element("div", {}, element("h3", {}, here), shown(mine), choose(isNew ? "Bỏ, soạn mới" : "Dùng bản này", here, () => {
        putAside(other);
        tellAside();
        tell("Đã giữ bản trên trang này.", true);
      })),
      ...other.map((row) => element("div", {}, element("h3", {}, `Bản trên ${from(row)}`), shown(row.data), choose("Dùng bản này", `bản trên ${from(row)}`, () => {
        const typedHere = isTyped ? [{address, writer: anybody(), base, title, data: mine, local: true, key: ""}] : [];
        fill(row.data);
        standsFor = [...standsFor, row];
        changed(0);
        if (typedHere.length || other.length > 1) {
          tellAside();
          putAside([...typedHere, ...other.filter((one) => one !== row)]);
        }
      }))),
    ];
    const heading = isNew ? "Có nội dung đang soạn dở" : `Nội dung này có ${versions.length > 2 ? "nhiều" : "hai"} bản khác nhau`;
    choice = element("section", {class: "panel typed-choice", role: "alert"}, element("h2", {}, heading),
      element("p", {}, "Chưa bản nào bị mất. Xin xem những chỗ khác nhau rồi chọn."), element("div", {class: "typed-versions"}, ...versions));
    form.before(choice);
    if (dirty || status.textContent) tell("Có bản khác của nội dung này: xin chọn ở đầu trang. Mọi bản đều được giữ.");
  };

  const changed = (wait = WAIT) => {
    dirty = isTyped = true;
    mirrored = mirror();
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };

  const hasReached = (entry) => embedded.rows.some((row) => row.writer === entry.writer && !differences(row.data, entry.data).length);
  const lastHere = () => {
    try {
      const last = sessionStorage.getItem(`typed:${address}`);
      sessionStorage.setItem(`typed:${address}`, writer);
      return last;
    } catch { return null; }
  };

  // What was typed before: it stands in the page, is put back into it, or the person chooses.
  const resume = () => {
    const settled = new Set(embedded.settled), local = [], brought = [];
    for (const [name, entry] of entries("typed:")) {
      const isDone = name.startsWith(prefix) && (settled.has(entry.writer) || settled.has(`${entry.writer} ${entry.at}`) || hasReached(entry));
      if (isDone || Date.now() - entry.at > LIFE) forget(name);
      else if (name.startsWith(prefix) && entry.address === address) local.push({...entry, key: name, local: true, saved_at: entry.clock, stamp: String(entry.at)});
      else if (name.startsWith(prefix)) brought.push(bring(name, entry));
    }
    const isQuiet = "fresh" in box.dataset && !form.elements["without-unsaved"];
    if (isQuiet) Promise.all(brought).then((came) => { if (came.some(Boolean) && !isTyped) location.reload(); }); // the page is to speak of it
    const isOlder = (row, one) => one.writer === row.writer || (one.instead_of ?? []).some(([by, stamp]) => by === row.writer && stamp === row.stamp);
    const rows = [...local, ...embedded.rows.filter((row) => !local.some((one) => isOlder(row, one)))];
    const mine = read(), last = lastHere(), stoodFor = new Set(embedded.stood_for);
    const alike = rows.filter((row) => !differences(mine, row.data).length || stoodFor.has(row.writer) || stoodFor.has(`${row.writer} ${row.stamp}`));
    const other = rows.filter((row) => !alike.includes(row));
    const shadows = (ahead) => embedded.rows.filter((row) => !rows.includes(row) && ahead.some((one) => isOlder(row, one))); // what the copy here grew out of
    if (isPosted) { standsFor = [...alike, ...shadows(alike)]; changed(0); } else if (alike.length) drop(alike);
    if (!other.length) return;
    const [row] = other;
    const own = isNew ? row.writer === last : row.base === base;
    if (other.length > 1 || isPosted || !own) { offer(other, isNew ? "Trang mới" : "Bản đang lưu"); return; }
    fill(row.data);
    standsFor = [row, ...shadows([row])];
    seen.add(row.writer + row.stamp);
    const note = say("info", `Đã lấy lại nội dung đang soạn dở (${from(row)}). Nội dung này chưa được lưu chính thức.`);
    note.append(button("Bỏ, lấy bản đã lưu", async () => {
      over = true;
      clearTimeout(timer);
      forget(key);
      await putAside([row], writer);
      await drop(standsFor.filter((one) => one !== row));
      location.reload();
    }));
    if (row.local) changed(0);
  };
  const bring = async (name, entry, aside = false) => {
    const {address: its, writer: by, base: from, title: called, data, instead_of: older = []} = entry;
    const content = {user: Number(user), address: its, writer: by, base: from, title: called, data, instead_of: older, aside};
    try {
      const response = await post(url, content, small(content));
      if (response.ok) forget(name);
      return response.ok;
    } catch { return false; /* it stays for the next time */ }
  };

  for (const copy of document.querySelectorAll("[data-copy-typed]")) {
    if (!navigator.clipboard) break;
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const lines = read().filter(([name, value]) => value && !COUNTS.test(name)).map(([name, value, label, shown]) => `${label || name}: ${shown || value}`);
      await navigator.clipboard.writeText([title, ...lines].join("\n"));
      copy.textContent = "✓ Đã chép";
    });
  }
  form.addEventListener("input", () => changed());
  form.addEventListener("change", () => { if (dirty || JSON.stringify(read()) !== lastSent) changed(); }); // leaving a field is no news
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    if (!navigator.onLine && mirror()) { // the browser would put its own page of an error in the place of this one
      event.preventDefault();
      tell(`Mất mạng nên chưa gửi được. Nội dung đã giữ trên máy này lúc ${now()}; có mạng lại, xin bấm lần nữa.`);
      dirty = true;
      return;
    }
    if (isCut) { // the device believes to be online: one more try, so that nobody is led to the browser's own page of an error
      event.preventDefault();
      dirty = true;
      send().then(() => { if (!isCut) form.requestSubmit(event.submitter); });
      return;
    }
    form.elements["typed-versions"].value = standsFor.map((row) => `${row.writer} ${row.stamp}`).join("\n");
    over = true;
    clearTimeout(timer);
  });
  window.addEventListener("online", () => send());
  window.addEventListener("pagehide", () => send(true));
  document.addEventListener("visibilitychange", () => send(document.visibilityState === "hidden"));
  window.addEventListener("beforeunload", (event) => { if (dirty && !mirrored && !over) event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted && over) location.reload(); });
  resume();
})();
