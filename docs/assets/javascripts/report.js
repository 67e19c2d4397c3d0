/* "Report an error" takes along which section is on the screen, and the words that are selected. */
(() => {
  if (window.document$) window.document$.subscribe(prepareReport);
  else prepareReport();

  function prepareReport() {
    const link = document.querySelector(".dr-report:not([data-ready])");
    if (!link) return;
    link.dataset.ready = "";
    let last = "";
    document.addEventListener("scroll", () => { last = section() ?? last; }, { passive: true });
    document.addEventListener("selectionchange", () => { if (String(getSelection()).trim()) last = section() ?? last; });
    for (const event of ["click", "auxclick", "focus"]) {
      link.addEventListener(event, () => { link.href = address(link.href, location.hash ? section(location.hash) ?? last : last); });
    }
  }

  /* The heading above a place, or above the upper third of the screen; none below the last one, where the link stands. */
  function section(hash) {
    const limit = hash ? document.getElementById(decodeURIComponent(hash.slice(1)))?.getBoundingClientRect().top + 1 : innerHeight / 3;
    if (Number.isNaN(limit) || limit === undefined) return undefined;
    if (!hash && innerHeight + scrollY >= document.documentElement.scrollHeight - 200) return undefined;
    const above = [...document.querySelectorAll(".md-content :is(h2, h3)[id]")].filter((each) => each.getBoundingClientRect().top <= limit);
    const heading = above.at(-1);
    return heading && [...heading.childNodes].filter((node) => !node.classList?.contains("headerlink")).map((node) => node.textContent).join("").trim();
  }

  function address(href, place) {
    const url = new URL(href);
    const [page] = url.searchParams.get("page").split(", section ");
    url.searchParams.set("page", place ? `${page}, section ${place}` : page);
    const words = String(getSelection()).trim();
    if (words) url.searchParams.set("wrong", `"${words.slice(0, 400)}"\n\n`);
    return url.href;
  }
})();
