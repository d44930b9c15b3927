(() => {
  "use strict";
  const form = document.getElementById("filter");
  if (!form) return;
  const cards = [...document.querySelectorAll("article[data-severity]")];
  const infos = document.querySelector("details.infos");
  const boxes = [...form.querySelectorAll("[name=severity]")];
  const type = form.querySelector("[name=type]");
  const output = form.querySelector("output");

  function apply() {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0, conflicts = 0, notes = 0;
    for (const card of cards) {
      const show = wanted.has(card.dataset.severity) && (!type || !type.value || type.value === card.dataset.type);
      card.hidden = !show;
      if (!show) continue;
      shown += 1;
      if (card.dataset.severity === "info") notes += 1; else conflicts += 1;
    }
    if (infos) {
      infos.hidden = notes === 0;
      if (notes && !conflicts) infos.open = true;
    }
    output.textContent = shown === cards.length ? "" : `Showing ${shown} of ${cards.length} findings`;
  }

  // "#severity=error,warning&type=date" sets the filter; any other fragment points at an element of the page.
  function read() {
    const fragment = location.hash.slice(1);
    if (fragment.includes("=")) {
      const asked = new URLSearchParams(fragment);
      if (asked.has("severity")) {
        const levels = asked.get("severity").split(",");
        for (const box of boxes) box.checked = levels.includes(box.value);
      }
      if (type && asked.has("type")) {
        type.value = asked.get("type");
        if (type.selectedIndex < 0) type.value = "";
      }
      apply();
      return;
    }
    const target = fragment && document.getElementById(fragment);
    if (!target) return;
    if (target.hidden) {
      for (const box of boxes) box.checked = true;
      if (type) type.value = "";
      apply();
    }
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    target.scrollIntoView();
  }

  function write() {
    const levels = boxes.filter((box) => box.checked).map((box) => box.value);
    const asked = [];
    if (levels.length < boxes.length) asked.push(`severity=${levels.join(",")}`);
    if (type && type.value) asked.push(`type=${type.value}`);
    history.replaceState(null, "", asked.length ? `#${asked.join("&")}` : location.pathname + location.search);
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => { apply(); write(); });
  addEventListener("hashchange", read);
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details.infos, details.agreed")) details.open = true;
  });
  apply();
  read();
})();
