(() => {
  "use strict";

  // A file that is dropped on the form is chosen as the draft.
  const drop = document.querySelector(".drop");
  if (drop) {
    const input = drop.querySelector("[type=file]");
    const over = (event, on) => { event.preventDefault(); drop.classList.toggle("over", on); };
    drop.addEventListener("dragover", (event) => over(event, true));
    drop.addEventListener("dragleave", (event) => over(event, false));
    drop.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) { drop.classList.remove("over"); return; }
      over(event, false);
      const first = new DataTransfer();
      first.items.add(event.dataTransfer.files[0]);
      input.files = first.files;
      input.focus();
    });
  }

  // The words in conflict and their cards lead to each other.
  function open() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target || target.tagName !== "DETAILS") return;
    target.open = true;
    target.scrollIntoView({ block: "nearest" });
    target.querySelector("summary").focus();
  }
  addEventListener("hashchange", open);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("mark a");
    if (link && link.hash === location.hash) open();  // no hashchange when it is there already
  });
  open();

  const progress = document.querySelector(".progress");
  if (progress) {
    const stages = JSON.parse(progress.dataset.stages);
    const status = progress.querySelector("[role=status]");
    const bar = progress.querySelector("progress");
    const look = async () => {
      try {
        const report = await (await fetch(progress.dataset.report)).json();
        if (["waiting", "running"].includes(report.state)) {
          const said = stages[report.stage] || "Checking";
          if (status.textContent !== said) status.textContent = said;
          if (report.total) { bar.max = report.total; bar.value = report.done; } else bar.removeAttribute("value");
        } else { location.reload(); return; }
      } catch { status.textContent = "The service does not answer; trying again"; }
      setTimeout(look, 400);
    };
    setTimeout(look, 400);
  }
})();
