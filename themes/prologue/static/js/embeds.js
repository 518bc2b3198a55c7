// Embeds of other sites: a box with a link, until a reader opens it or, with `load = "near"`, comes near.

function open(opener, isAsked) {
  const box = opener.parentElement;
  opener.replaceWith(opener.nextElementSibling.content.cloneNode(true));
  if (isAsked) box.querySelector("iframe")?.focus();
}

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    if (target.isConnected) open(target, false);
  }
}, { rootMargin: "200px" });

for (const opener of document.querySelectorAll(".embed-open")) {
  if (opener.nextElementSibling?.localName !== "template") continue;
  opener.setAttribute("role", "button");
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // a new tab shows the service's own page
    event.preventDefault();
    open(opener, true);
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open(opener, true);
  });
  if ("near" in opener.dataset) near.observe(opener);
}
