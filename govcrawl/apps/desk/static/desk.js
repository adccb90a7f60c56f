// The review desk by keyboard. Everything works without it too, by links and forms.
"use strict";

const $ = (selector, from = document) => from.querySelector(selector);
const rows = () => [...document.querySelectorAll("#list > li[data-key]")];
const shownKey = () => $("#detail article")?.dataset.key;
let pending = "";

function rowAt(step) {
  const all = rows();
  const here = all.findIndex((row) => row.dataset.key === shownKey());
  return here < 0 ? undefined : all[here + step];
}

function mark() {
  const key = shownKey();
  for (const row of rows()) {
    const link = $("a", row);
    if (row.dataset.key === key) {
      link.setAttribute("aria-current", "true");
      row.scrollIntoView({ block: "nearest" });
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

// After a decision the next finding of the list is shown.
function prepare() {
  const next = $("#detail form.decide input[name=next]");
  if (next) next.value = rowAt(1)?.dataset.key ?? "";
  pending = "";
  mark();
}

function show(row) {
  if (row) $("a", row).click();
  else if (rows().length) (document.querySelector(".pages a[rel=next]") ?? { click() {} }).click();
}

// A key may come before htmx has taken the form over; it does so in a task that is waiting already.
function submit(form, button) {
  const go = () => form.requestSubmit(button);
  if (form.hasAttribute("data-htmx-powered")) go();
  else setTimeout(go);
}

function decide(digit) {
  const form = $("#detail form.decide");
  if (!form) return;
  const button = $(`button[data-digit="${digit}"]`, form);
  const note = $("input[name=note]", form);
  if (button.value === "不属实" && !note.value.trim()) {
    pending = digit;
    note.focus();
    note.placeholder = "请写明不属实的理由，回车保存";
    return;
  }
  note.blur(); // the next finding is decided by keys again
  submit(form, button);
}

function tab(name) {
  for (const each of ["page", "picture"]) {
    const button = $(`#tab-${each}`);
    if (!button) return;
    button.setAttribute("aria-selected", String(each === name));
    $(`#evidence-${each}`).hidden = each !== name;
  }
}

function typing(target) {
  return target.matches("input, select, textarea, [contenteditable]");
}

const KEYS = {
  j: () => show(rowAt(1)),
  k: () => { const row = rowAt(-1); if (row) show(row); },
  n: () => $("#detail input[name=note]")?.focus(),
  u: () => { const form = $("#undo"); if (form) submit(form); },
  o: () => $("#detail a.live")?.click(),
  e: () => tab($("#evidence-page")?.hidden ? "page" : $("#tab-picture")?.disabled ? "page" : "picture"),
  "/": () => $("#search")?.focus(),
  "?": () => $("#keys")?.showModal(),
};
for (const digit of "1234") KEYS[digit] = () => decide(digit);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !document.body.matches(".desk")) return;
  if (event.target.name === "note" && event.key === "Enter") {
    event.preventDefault();
    if (pending) decide(pending);
    return;
  }
  if (event.key === "Escape" && typing(event.target)) {
    pending = "";
    event.target.blur();
    return;
  }
  if (typing(event.target) || $("dialog[open]")) return;
  const action = KEYS[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[role=tab]");
  if (button) tab(button.id.replace("tab-", ""));
  if (event.target.closest("#keys-open")) $("#keys").showModal();
});

document.addEventListener("change", (event) => {
  if (event.target.id === "record") {
    $("#frame").src = event.target.value;
    $("#original").href = event.target.selectedOptions[0].dataset.original;
  } else if (event.target.closest("#filters select")) {
    event.target.form.requestSubmit();
  }
});

document.addEventListener("htmx:after:swap", prepare);
document.addEventListener("DOMContentLoaded", prepare);
