/* Charts are drawn from the tables beside them, so both always agree. */
"use strict";
(() => {
  const COLOURS = ["#1f5a8a", "#d98a1f", "#5f6b75"]; // told apart in any kind of colour vision, and in grey print
  const FONT = getComputedStyle(document.body).fontFamily;
  const PAPER = 680; // pixels between the margins of A4
  const TEXT = "#37424c", LINE = "#d5dce2";

  function read(table) {
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
    const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    return {names, rows};
  }

  function options(kind, {names, rows}, label, place) {
    const narrow = place.clientWidth < 520, across = kind === "across" || (narrow && kind === "bars"), labels = rows.map((row) => row[0]);
    const shared = {color: TEXT, fontFamily: FONT, fontSize: narrow ? 12 : 13};
    // Names beside bars break at two fifths of the place, names below them where the next one begins.
    const wide = across ? Math.min(220, place.clientWidth * 0.4) : Math.max(36, (place.clientWidth - 60) / labels.length - 6);
    const category = {type: "category", data: labels, inverse: across, axisTick: {show: false}, axisLine: {lineStyle: {color: LINE}},
      axisLabel: {...shared, interval: 0, width: wide, overflow: across && narrow ? "truncate" : "break"}};
    const value = {type: "value", minInterval: 1, axisLabel: {...shared, fontSize: 12}, splitLine: {lineStyle: {color: LINE}}};
    const series = names.slice(1).map((name, at) => ({
      name, type: kind === "line" ? "line" : "bar", data: rows.map((row) => Number(row[at + 1]) || 0), barMaxWidth: across ? 16 : 34,
      itemStyle: {color: COLOURS[at % COLOURS.length]}, symbolSize: 8,
      label: {show: names.length === 2 || rows.length < 8, position: across ? "right" : "top", ...shared, fontSize: 12,
        formatter: ({value: number}) => (number ? String(number) : "")},
    }));
    return {
      animation: false,
      aria: {enabled: true, label: {description: label}, decal: {show: series.length > 1}},
      textStyle: {fontFamily: FONT},
      grid: {left: 8, right: across ? 44 : 16, top: series.length > 1 ? 44 : 26, bottom: 8, outerBoundsMode: "same", outerBounds: {left: 8, right: 8, top: 8, bottom: 8}},
      legend: series.length > 1 ? {top: 4, left: 0, textStyle: shared, itemWidth: 18} : undefined,
      tooltip: {trigger: "axis", axisPointer: {type: "shadow"}, renderMode: "richText", textStyle: shared},
      xAxis: across ? value : category, yAxis: across ? category : value, series,
    };
  }

  for (const place of document.querySelectorAll("[data-chart]")) {
    const data = read(document.getElementById(place.dataset.table));
    const told = data.rows.map((row) => row[0] + data.names.slice(1).map((name, at) => `${name}${row[at + 1]}`).join("、")).join("；");
    const label = `${place.dataset.label}：${told}`;
    const chart = echarts.init(place, null, {renderer: "svg"});
    chart.setOption(options(place.dataset.chart, data, label, place));
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", label);
    new ResizeObserver(() => chart.resize()).observe(place);
    window.addEventListener("beforeprint", () => { chart.resize({width: PAPER}); chart.getZr().flush(); });
    window.addEventListener("afterprint", () => chart.resize({width: "auto"}));
  }
})();
