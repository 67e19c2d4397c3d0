/* The skip link. Material's instant navigation would take the click and only scroll: the keyboard would stay at the
   top of the page. Here the focus goes where the link says; the address stays, since Material would answer to a new one. */

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.md-skip");
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  event.stopPropagation();
  target.tabIndex = -1; // a heading takes the focus only when told that it may
  target.focus();
}, { capture: true });
