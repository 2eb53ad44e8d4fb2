"use strict";
(() => {
  const page = JSON.parse(document.getElementById("data").textContent);
  const tip = document.getElementById("tip");
  const hidden = new Set();
  const panels = page.panels.map((data, i) => ({
    data,
    columns: join(data.series.map((one) => one.points)),
    element: document.querySelectorAll(".panel")[i],
    plot: null,
  }));
  // Beside the plots there is as much room in all panels, so that their times stand above each other.
  const twofold = panels.some(({ data }) => data.series.some((one) => one.axis === "y2"));
  const LABELS = 62;
  const NAME = 22;
  let moving = false;

  // ---------------------------------------------------------------------------------------------- data

  // One list of times for all lines. A time at which a line jumps is listed twice; where a line has no point of its own, it
  // is undefined, which uPlot draws across, while null is a gap.
  function join(lines) {
    const copies = new Map();
    for (const { x } of lines) {
      for (let i = 0, run = 1; i < x.length; i++, run = x[i] === x[i - 1] ? run + 1 : 1) {
        copies.set(x[i], Math.max(run, copies.get(x[i]) || 1));
      }
    }
    const times = [];
    const starts = new Map();
    for (const time of [...copies.keys()].sort((a, b) => a - b)) {
      starts.set(time, times.length);
      for (let k = copies.get(time); k > 0; k--) times.push(time);
    }
    return [times, ...lines.map((line) => spread(line, times.length, starts, copies))];
  }

  // A line's points go to the first places of their time, the last of them to the last place.
  function spread({ x, y }, length, starts, copies) {
    const values = new Array(length).fill(undefined);
    for (let i = 0, k = 0; i < x.length; i++, k = x[i] === x[i - 1] ? k + 1 : 0) {
      const last = x[i + 1] !== x[i];
      values[starts.get(x[i]) + (last ? copies.get(x[i]) - 1 : k)] = y[i];
    }
    return values;
  }

  // What a line is worth at a time: a schedule is followed between its points, of a record the latest value counts.
  function valueAt(series, time) {
    const { x, y } = series.points;
    let low = 0;
    let high = x.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (x[middle] <= time) low = middle + 1;
      else high = middle;
    }
    const i = low - 1;
    if (i < 0 || (i === x.length - 1 && time > x[i])) return null;
    if (!series.curve || x[i] === time || y[i] === null || y[i + 1] === null) return y[i];
    return y[i] + ((y[i + 1] - y[i]) * (time - x[i])) / (x[i + 1] - x[i]);
  }

  // ---------------------------------------------------------------------------------------------- numbers

  const raised = (n) => String(n).replace(/./g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c]));
  const power = (n) => "10" + raised(n);
  const short = (v, digits) => String(+v.toPrecision(digits));

  function timeLabels(u, splits) {
    const step = splits.length > 1 ? splits[1] - splits[0] : 1;
    const greatest = Math.max(...splits.map(Math.abs));
    const [unit, name] = [[1e9, "G"], [1e6, "M"], [1e3, "k"]].find(([n]) => greatest >= n && step >= n / 10) || [1, ""];
    return splits.map((v) => (v === 0 ? "0" : short(v / unit, 12) + name));
  }

  function linearLabels(u, splits) {
    const greatest = Math.max(...splits.map(Math.abs));
    if (greatest === 0 || (greatest >= 0.002 && greatest < 1e5)) return splits.map((v) => short(v, 10));
    return splits.map((v) => {
      const exponent = v === 0 ? 0 : Math.floor(Math.log10(Math.abs(v)) + 1e-9);
      return v === 0 ? "0" : short(v / 10 ** exponent, 4) + "×" + power(exponent);
    });
  }

  // Powers of ten, and where there are few of them their doubles and fives.
  function logLabels(u, splits) {
    const few = splits.length > 0 && splits[splits.length - 1] < 100 * splits[0];
    return splits.map((v) => {
      const exponent = Math.floor(Math.log10(v) + 1e-9);
      const digit = Math.round(v / 10 ** exponent);
      if (!few) return digit === 1 ? power(exponent) : "";
      if (digit !== 1 && digit !== 2 && digit !== 5) return "";
      if (Math.abs(exponent) <= 2) return short(v, 3);
      return (digit === 1 ? "" : digit + "×") + power(exponent);
    });
  }

  const told = (v) => (v === null ? "–" : v !== 0 && Math.abs(v) < 1e-3 ? (+v.toPrecision(5)).toExponential() : short(v, 5));

  // ---------------------------------------------------------------------------------------------- axes

  function linearRange(u, low, high) {
    if (low === null || high === null) return [0, 1];
    if (low === high) return low === 0 ? [0, 1] : low > 0 ? [0, 1.1 * low] : [1.1 * low, 0];
    const room = 0.05 * (high - low);
    if (low >= 0 && low <= 0.3 * high) return [0, 1.05 * high];
    return [low - room, high <= 0 && high >= 0.3 * low ? 0 : high + room];
  }

  const logRange = (floor) => (u, low, high) => {
    if (!(high > 0)) return [floor || 0.1, (floor || 0.1) * 10];
    const least = Math.max(low > 0 ? low : 0, floor);
    const from = 10 ** Math.floor(Math.log10(Math.min(least, high)) + 1e-9);
    return [from, high * (high / from) ** 0.05];
  };

  function axis(scale, side, label, colour, log) {
    const ink = (name) => () => getComputedStyle(document.documentElement).getPropertyValue(name);
    return {
      scale,
      side,
      label: scale === "x" || twofold ? label || " " : null,
      labelSize: NAME,
      labelGap: 2,
      font: "12px " + getComputedStyle(document.body).fontFamily,
      labelFont: "12px " + getComputedStyle(document.body).fontFamily,
      stroke: colour ? () => colour : ink("--text"),
      grid: { show: scale !== "y2", stroke: ink("--grid"), width: 1 },
      ticks: { show: false },
      space: scale === "x" ? 64 : 36,
      gap: 6,
      values: scale === "x" ? timeLabels : log ? logLabels : linearLabels,
      filter: log ? (u, splits) => splits : undefined,
      size: scale === "x" ? 30 : LABELS,
    };
  }

  // ---------------------------------------------------------------------------------------------- plots

  function draw(panel, zoom) {
    const { data, element } = panel;
    const place = element.querySelector(".plot");
    const log = element.querySelector("input").checked;
    const second = data.series.filter((one) => one.axis === "y2");
    const tint = (some, other) => (some.length === 1 && other > 0 ? page.colours[some[0].name] : null);
    const first = data.series.filter((one) => one.axis === "y");
    const axes = [axis("x", 2, data.x, null, false), axis("y", 3, data.y, tint(first, second.length), log)];
    if (second.length) axes.push(axis("y2", 1, data.y2, tint(second, first.length), false));
    if (panel.plot) panel.plot.destroy();
    panel.plot = new uPlot(
      {
        width: place.clientWidth,
        height: place.clientHeight,
        legend: { show: false },
        padding: [8, second.length ? 0 : twofold ? LABELS + NAME : 24, 0, 0],
        scales: {
          x: { time: false, range: (u, low, high) => (u.zoom ? u.zoom : [data.from, data.to]) },
          y: log ? { distr: 3, range: logRange(data.floor) } : { range: linearRange },
          y2: { range: linearRange },
        },
        axes,
        series: [{}, ...data.series.map(line)],
        cursor: {
          sync: { key: data.x, setSeries: false, scales: ["x", null] },
          drag: { x: true, y: false, setScale: false },
          points: { size: 7 },
          focus: { prox: -1 },
          bind: { dblclick: () => () => zoomTo(data.x, null) },
        },
        hooks: { setSelect: [(u) => select(u, data.x)], setCursor: [(u) => hover(u, panel)] },
      },
      panel.columns,
      place,
    );
    if (zoom) show(panel, zoom);
    panel.plot.over.addEventListener("mouseenter", () => (panels.hovered = panel));
    panel.plot.over.addEventListener("mouseleave", () => (tip.hidden = true));
  }

  function line(one) {
    return {
      label: one.name,
      scale: one.axis,
      show: !hidden.has(one.name),
      stroke: page.colours[one.name],
      width: one.pale ? 1 : 2,
      alpha: one.pale ? 0.5 : 1,
      pxAlign: 0,
      dash: one.axis === "y2" ? [7, 5] : undefined,
      points: { show: one.points.x.length === 1 },
    };
  }

  function select(u, unit) {
    if (moving || u.select.width < 3) return;
    const from = u.posToVal(u.select.left, "x");
    const to = u.posToVal(u.select.left + u.select.width, "x");
    zoomTo(unit, [from, to]);
  }

  // All figures that count time in one unit show the same part of it; null is all of it.
  function zoomTo(unit, range) {
    moving = true;
    for (const panel of panels.filter((one) => one.data.x === unit)) {
      show(panel, range);
      panel.plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    }
    moving = false;
  }

  function show(panel, range) {
    panel.plot.zoom = range;
    const [min, max] = range || [panel.data.from, panel.data.to];
    panel.plot.setScale("x", { min, max });
  }

  function toggle(name, chip) {
    if (!hidden.delete(name)) hidden.add(name);
    chip.setAttribute("aria-pressed", String(!hidden.has(name)));
    for (const { data, plot } of panels) {
      data.series.forEach((one, i) => one.name === name && plot.setSeries(i + 1, { show: !hidden.has(name) }));
    }
  }

  // ---------------------------------------------------------------------------------------------- hovering

  function make(tag, name, text) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function swatch(name) {
    const element = make("span", "swatch");
    element.style.background = page.colours[name];
    return element;
  }

  function hover(u, panel) {
    if (panels.hovered !== panel) return;
    const { left, top, idx } = u.cursor;
    if (left < 0 || idx === null || idx === undefined) {
      tip.hidden = true;
      return;
    }
    const time = panel.columns[0][idx];
    const rows = panel.data.series
      .filter((one) => !hidden.has(one.name))
      .map((one) => {
        const row = make("div");
        row.append(swatch(one.name), make("span", "name", one.name), make("span", "value", told(valueAt(one, time))));
        return row;
      });
    tip.replaceChildren(make("b", "", panel.data.x + " " + time.toLocaleString("en", { maximumFractionDigits: 6 })), ...rows);
    tip.hidden = false;
    const box = u.over.getBoundingClientRect();
    const x = box.left + left + 16;
    const flipped = x + tip.offsetWidth > window.innerWidth - 8 ? x - tip.offsetWidth - 32 : x;
    tip.style.left = Math.max(4, flipped) + "px";
    tip.style.top = Math.max(4, Math.min(box.top + top + 12, window.innerHeight - tip.offsetHeight - 8)) + "px";
  }

  // ---------------------------------------------------------------------------------------------- tables

  function sortable(table) {
    const heads = [...table.querySelectorAll("th")];
    const body = table.tBodies[0];
    heads.forEach((head, column) => {
      const cells = [...body.rows].map((row) => row.cells[column]);
      head.classList.toggle("number", cells.length > 0 && cells.every((cell) => cell.dataset.value !== undefined));
      head.firstChild.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((one) => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const sorted = [...body.rows].sort((a, b) => order(a.cells[column], b.cells[column]));
        body.append(...(down ? sorted.reverse() : sorted));
      });
    });
    for (const cell of body.querySelectorAll("td")) {
      if (Object.hasOwn(page.colours, cell.textContent)) cell.prepend(swatch(cell.textContent));
    }
  }

  // Numbers before words, what is not a number last.
  function order(a, b) {
    const [x, y] = [a, b].map((cell) => (cell.dataset.value === undefined ? NaN : Number(cell.dataset.value)));
    if (Number.isNaN(x) && Number.isNaN(y)) return a.textContent.localeCompare(b.textContent, "en", { numeric: true });
    return Number.isNaN(x) ? 1 : Number.isNaN(y) ? -1 : x - y;
  }

  // ---------------------------------------------------------------------------------------------- start

  for (const name of Object.keys(page.colours)) {
    const chip = make("button");
    chip.type = "button";
    chip.setAttribute("aria-pressed", "true");
    chip.append(swatch(name), make("span", "", name));
    chip.addEventListener("click", () => toggle(name, chip));
    document.querySelector(".chips").append(chip);
  }
  document.getElementById("legend").hidden = panels.length === 0;
  for (const panel of panels) {
    const box = panel.element.querySelector("input");
    box.checked = panel.data.log;
    box.disabled = !(panel.data.floor > 0);
    box.addEventListener("change", () => draw(panel, panel.plot.zoom));
    panel.element.querySelector(".plot").classList.toggle("tall", panels.length === 1);
    draw(panel, null);
  }
  for (const table of document.querySelectorAll("table")) sortable(table);
  window.addEventListener("resize", () => {
    for (const { plot, element } of panels) {
      const { clientWidth: width, clientHeight: height } = element.querySelector(".plot");
      plot.setSize({ width, height });
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => panels.forEach(({ plot }) => plot.redraw()));
})();
