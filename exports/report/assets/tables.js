/* Tables that are whole on their page: a box that hides rows, headings that sort. */
"use strict";
(() => {
  function filterable(input) {
    const rows = [...document.querySelectorAll(`#${input.dataset.table} tbody tr`)];
    const count = document.querySelector(`#${input.dataset.table}-count`);
    const texts = rows.map((row) => row.textContent.toLowerCase());
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, at) => {
        row.hidden = !words.every((word) => texts[at].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = `${shown} 行`;
    });
  }

  function valueOf(cell) {
    const text = cell.dataset.value ?? cell.textContent.trim(), number = Number(text);
    return text === "" || Number.isNaN(number) ? text : number;
  }

  function compare(one, other) {
    return typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other), "zh");
  }

  /* Numbers begin with the largest; a second press turns the order around, a third gives the first order back. */
  function sortable(table) {
    const body = table.tBodies[0], first = [...body.rows];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = R.el("button", {type: "button", class: "sort"}, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const values = new Map(first.map((row) => [row, valueOf(row.cells[column])]));
        const numbers = first.some((row) => typeof values.get(row) === "number");
        const ways = numbers ? ["descending", "ascending", ""] : ["ascending", "descending", ""];
        const way = ways[ways.indexOf(head.getAttribute("aria-sort") || "") + 1] ?? ways[0];
        for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
        if (way) head.setAttribute("aria-sort", way);
        const sign = way === "descending" ? -1 : 1;
        body.append(...(way ? [...first].sort((a, b) => sign * compare(values.get(a), values.get(b))) : first));
      });
    });
  }

  document.querySelectorAll("input[data-table]").forEach(filterable);
  document.querySelectorAll("table[data-sortable]").forEach(sortable);
})();
