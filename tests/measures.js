// Measures, in the page that is open, what people must be able to read and hit. Evaluates to lists of words that say what is too small.
(() => {
  const LEAST_FONT = 16, LEAST_TARGET = 44;
  const own = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join(" ").trim();
  const named = (element) => `${element.parentElement.tagName.toLowerCase()}.${element.parentElement.className} > ${element.tagName.toLowerCase()}.${element.className} “${(element.innerText || element.name || "").trim().slice(0, 40)}”`;
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
  const pressed = (element) => (element.matches("[type=checkbox], [type=radio]") && element.labels[0]) || element; // a box is pressed by its label

  // How far from its middle a press still reaches the element, whatever its CSS says.
  function reach(element, x, y, dx, dy) {
    let far = 0;
    while (far < LEAST_TARGET) {
      const hit = document.elementFromPoint(x + dx * (far + 1), y + dy * (far + 1));
      if (!hit || !element.contains(hit)) break;
      far += 1;
    }
    return far;
  }

  // A link within a sentence is as high as its line: WCAG 2.5.5 exempts it.
  function inSentence(link) {
    return link.matches("a") && getComputedStyle(link).display === "inline" && own(link.parentElement).length > 0;
  }

  function size(element) {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const box = element.getClientRects()[0];
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    return [reach(element, x, y, 1, 0) + reach(element, x, y, -1, 0) + 1, reach(element, x, y, 0, 1) + reach(element, x, y, 0, -1) + 1];
  }

  const fonts = [...document.body.querySelectorAll("*")].filter((one) => own(one) && shown(one) && parseFloat(getComputedStyle(one).fontSize) < LEAST_FONT);
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((one) => shown(one) && !one.matches(".skip, [type=hidden], :disabled") && !one.closest(".me-menu, .visually-hidden") && !inSentence(one))
    .map((one) => [one, size(pressed(one))])
    .filter(([, [width, height]]) => width < LEAST_TARGET - 1 || height < LEAST_TARGET - 1);
  return [
    ...fonts.map((one) => `${getComputedStyle(one).fontSize} type: ${named(one)}`),
    ...targets.map(([one, [width, height]]) => `${width} × ${height} target: ${named(one)}`),
  ];
})();
