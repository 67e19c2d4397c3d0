/* Lists that can be narrowed by a word, a group and a flag. Without this script the whole list is there; this only adds. */
(() => {
  let fields = 0;

  function prepareFilters() {
    for (const list of document.querySelectorAll(".dr-filterable:not([data-ready])")) {
      list.dataset.ready = "";
      const groups = [...list.querySelectorAll(".dr-group")];
      const word = field("input", list.dataset.label, { type: "search" });
      const group = field("select", "In", {});
      group.control.append(new Option("everything", ""), ...groups.map((each, index) => new Option(heading(each), index)));
      const flag = field("input", list.dataset.flagLabel, { type: "checkbox" });
      const count = Object.assign(document.createElement("output"), { className: "dr-filter__count" });
      const form = Object.assign(document.createElement("form"), { className: "dr-filter" });
      form.append(word.pair, group.pair, flag.pair, count);
      const update = () => narrow(groups, word.control.value, group.control.value, flag.control.checked && list.dataset.flag, count);
      form.addEventListener("input", update);
      form.addEventListener("submit", (event) => event.preventDefault());
      list.prepend(form);
      update();
    }
  }

  function field(tag, text, attributes) {
    const control = Object.assign(document.createElement(tag), attributes, { id: `dr-filter-${(fields += 1)}` });
    const label = Object.assign(document.createElement("label"), { htmlFor: control.id, textContent: text });
    const pair = Object.assign(document.createElement("span"), { className: "dr-filter__field" });
    pair.append(label, control);
    return { pair, control };
  }

  function heading(group) {
    return [...group.querySelector("h2").childNodes].find((node) => node.nodeType === Node.TEXT_NODE).data.trim();
  }

  function narrow(groups, word, chosen, flag, count) {
    const words = word.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    groups.forEach((group, index) => {
      let left = 0;
      for (const entry of group.querySelectorAll(".dr-entry, tbody tr")) {
        const text = `${entry.textContent} ${entry.dataset.words ?? ""}`.toLowerCase();
        const fits = words.every((each) => text.includes(each)) && (!flag || entry.querySelector(flag) !== null);
        entry.hidden = !fits;
        left += fits;
      }
      group.hidden = left === 0 || (chosen !== "" && String(index) !== chosen);
      if (!group.hidden) shown += left;
    });
    count.textContent = `${shown} shown`;
  }

  /* Material hands out each page it shows, also after instant navigation; without it the page is shown once. */
  if (window.document$) window.document$.subscribe(prepareFilters);
  else prepareFilters();
})();
