// Copyright 2026 the progress-tracker authors, Apache License 2.0
//
// Shows what the endpoint says as JSON. All names and messages are input from outside: they reach the page as text only.
// A module is in strict mode.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How often the endpoint is asked: while something runs, and else. */
const OFTEN = SECOND;
const SELDOM = 10 * SECOND;

/** How long an answer may take. */
const PATIENCE = 10 * SECOND;

/** How long after scrolling or touching a list is taken to be read. */
const READING = 10 * SECOND;

/** Stages of a job in the list; all are on its own page. */
const MAX_STAGES = 3;

/** Runs in a chart; all are in the table. */
const MAX_BARS = 40;

const STATES = ["running", "overdue", "stalled", "failed", "interrupted", "not-started", "completed"];

const STATE_NAMES = {
	"running": "Running",
	"overdue": "Overdue",
	"stalled": "Stalled",
	"failed": "Failed",
	"interrupted": "Interrupted",
	"not-started": "Not started",
	"completed": "Completed",
};

/** Each state has a shape of its own, for those who do not see the color. */
const ICONS = {
	"running": [["path", { d: "M5 3.4v9.2l7.4-4.6z", class: "solid" }]],
	"completed": [["path", { d: "M3 8.6l3.4 3.4L13 4.6" }]],
	"failed": [["path", { d: "M4 4l8 8M12 4l-8 8" }]],
	"interrupted": [["rect", { x: 4, y: 4, width: 8, height: 8, class: "solid" }]],
	"not-started": [["circle", { cx: 8, cy: 8, r: 4.5, "stroke-dasharray": "2.4 3.2" }]],
	"overdue": [["circle", { cx: 8, cy: 8, r: 6 }], ["path", { d: "M8 4.6V8.4l2.4 1.6" }]],
	"stalled": [["path", { d: "M5.5 4v8M10.5 4v8" }]],
};

// --- Elements

function element(tag, attributes = {}, ...children) {
	return furnish(document.createElement(tag), attributes, children);
}

function drawing(tag, attributes = {}, ...children) {
	return furnish(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function furnish(node, attributes, children) {
	for (const [name, value] of Object.entries(attributes)) {
		node.setAttribute(name, value);
	}
	node.append(...children);
	return node;
}

function icon(state, label = null) {
	const shapes = ICONS[state].map(([tag, attributes]) => drawing(tag, attributes));
	const meaning = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
	return drawing("svg", { class: `icon ${state}`, viewBox: "0 0 16 16", ...meaning }, ...shapes);
}

/** Changes nothing that is as it should be, so that a selection stays, and nothing is drawn anew. */
function setText(node, text) {
	if (node.textContent !== text) {
		node.textContent = text;
	}
}

function setAttribute(node, name, value) {
	if (value === null) {
		node.removeAttribute(name);
	}
	else if (node.getAttribute(name) !== String(value)) {
		node.setAttribute(name, value);
	}
}

function setIcon(holder, state, label = null) {
	if (holder.dataset.icon !== state) {
		holder.dataset.icon = state;
		holder.replaceChildren(icon(state, label));
	}
}

/** A text with a moment in it, whose exact time is the title. */
function setTime(node, moment, text) {
	setText(node, text);
	const exact = moment === null ? null : new Date(moment).toISOString();
	setAttribute(node, "datetime", exact);
	setAttribute(node, "title", exact);
}

/** Brings the children of a node into an order with few moves: those in their place stay. */
function arrange(parent, children) {
	children.forEach((child, index) => {
		if (parent.children[index] !== child) {
			parent.insertBefore(child, parent.children[index] ?? null);
		}
	});
	while (parent.children.length > children.length) {
		parent.lastElementChild.remove();
	}
}

// --- Numbers and times, as the terminal writes them

function number(value) {
	return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

function percentage(value) {
	return `${Math.floor(value)} %`;
}

function significant(value) {
	const [digits, fraction] = String(Number(value.toPrecision(3))).split(".");
	return number(digits) + (fraction ? `.${fraction}` : "");
}

function rate(perSecond) {
	if (perSecond >= 1) {
		return `${significant(perSecond)}/s`;
	}
	const perMinute = perSecond * 60;
	return perMinute >= 1 ? `${significant(perMinute)}/min` : `${significant(perMinute * 60)}/h`;
}

function twoUnits(smaller, size, unit, smallerUnit) {
	return `${Math.floor(smaller / size)} ${unit} ${String(smaller % size).padStart(2, "0")} ${smallerUnit}`;
}

function duration(millis) {
	if (millis < SECOND) {
		return `${Math.floor(millis)} ms`;
	}
	if (Math.round(millis / 100) < 600) {
		return `${(Math.round(millis / 100) / 10).toFixed(1)} s`;
	}
	const seconds = Math.round(millis / SECOND);
	if (seconds < 3600) {
		return twoUnits(seconds, 60, "min", "s");
	}
	const minutes = Math.round(seconds / 60);
	return minutes < 24 * 60 ? twoUnits(minutes, 60, "h", "min") : twoUnits(Math.round(minutes / 60), 24, "d", "h");
}

/** Rounded up, with fewer digits. */
function estimate(millis) {
	const seconds = Math.ceil(millis / SECOND);
	if (seconds < 60) {
		return `${seconds} s`;
	}
	if (seconds <= 600) {
		return duration(seconds * SECOND);
	}
	const minutes = Math.ceil(millis / MINUTE);
	return minutes < 60 ? `${minutes} min` : duration(minutes * MINUTE);
}

/** An age, or a time until something: nobody needs its seconds after a minute. */
function roughly(millis) {
	if (millis < MINUTE) {
		return `${Math.floor(millis / SECOND)} s`;
	}
	if (millis < HOUR) {
		return `${Math.floor(millis / MINUTE)} min`;
	}
	if (millis < 10 * HOUR) {
		return twoUnits(Math.floor(millis / MINUTE), 60, "h", "min");
	}
	return millis < 2 * DAY ? `${Math.floor(millis / HOUR)} h` : `${Math.floor(millis / DAY)} d`;
}

function ago(moment, now) {
	return now - moment < 5 * SECOND ? "just now" : `${roughly(now - moment)} ago`;
}

const DAYS = "Sun Mon Tue Wed Thu Fri Sat".split(" ");
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A time in the browser's zone, with the day if that is another one. */
function clock(moment, now, seconds = false) {
	const at = new Date(moment);
	const two = (value) => String(value).padStart(2, "0");
	const time = `${two(at.getHours())}:${two(at.getMinutes())}` + (seconds ? `:${two(at.getSeconds())}` : "");
	const days = Math.round((midnight(at) - midnight(new Date(now))) / DAY);
	if (days === 0) {
		return time;
	}
	if (Math.abs(days) < 7) {
		return `${DAYS[at.getDay()]} ${time}`;
	}
	const date = `${at.getDate()} ${MONTHS[at.getMonth()]}`;
	return Math.abs(days) < 300 ? `${date} ${time}` : `${date} ${at.getFullYear()}`;
}

function midnight(date) {
	return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Milliseconds of an ISO 8601 duration as Java writes it, such as PT1H2M3.5S. */
function millisOf(text) {
	const parts = /^PT(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?$/.exec(text ?? "");
	return parts ? (parts[1] ?? 0) * HOUR + (parts[2] ?? 0) * MINUTE + (parts[3] ?? 0) * SECOND : null;
}

/** Milliseconds of an instant; null if there is none, or if it is too far away for a calendar. */
function momentOf(text) {
	const moment = text ? Date.parse(text) : NaN;
	return Number.isNaN(moment) ? null : moment;
}

/** The clock of the server, should that of this machine be wrong. */
let clockError = 0;

function currentTime() {
	return Date.now() + clockError;
}

function compareClocks(response) {
	const theirs = Date.parse(response.headers.get("Date") ?? "");
	const error = theirs - Date.now();
	clockError = Math.abs(error) > 2 * SECOND ? error : 0;
}

// --- What is known about a job

/** Nothing of a name may be a separator. */
function keyOf(job) {
	return JSON.stringify([job.job, Object.entries(job.labels ?? {}).sort()]);
}

function isOverdue(job, now) {
	const due = momentOf(job.success?.dueAt);
	return Boolean(job.success?.overdue || (due !== null && now > due) || job.start?.overdue);
}

function isStalled(job) {
	return job.status === "running" && openStages(job).concat(job).some((part) => part.pace?.stalledFor);
}

function openStages(job) {
	return (job.stages ?? []).filter((stage) => stage.open);
}

/** All states of a job, the one that matters most first. A running job may be overdue as well. */
function statesOf(job, now) {
	const status = job.status ?? "not-started";
	const states = new Set();
	if (isStalled(job)) {
		states.add("stalled");
	}
	if (status === "running") {
		states.add("running");
	}
	if (isOverdue(job, now)) {
		states.add("overdue");
	}
	states.add(status);
	return [...states];
}

function rankOf(states) {
	return states.includes("running") ? 0 : STATES.indexOf(states[0]);
}

function labelsOf(job) {
	return Object.entries(job.labels ?? {}).map(([name, value]) => `${name}: ${value}`);
}

/** The labels that all jobs have: they say nothing about one of them. */
function sharedLabels(jobs) {
	return jobs.length < 2 ? [] : labelsOf(jobs[0]).filter((label) => jobs.every((job) => labelsOf(job).includes(label)));
}

/** How far something is: by its total, or compared with the last success. */
function progressOf(part) {
	const exact = part.records?.percent ?? null;
	const about = exact === null ? part.estimate?.percent ?? null : null;
	const timeLeft = millisOf(part.pace?.timeLeft ?? part.estimate?.timeLeft);
	return {
		percent: exact ?? about,
		isEstimate: exact === null,
		timeLeft,
		doneAt: momentOf(part.estimate?.doneAt) ?? (timeLeft === null ? null : currentTime() + timeLeft),
		leftIsEstimate: !part.pace?.timeLeft,
		stalledFor: millisOf(part.pace?.stalledFor),
	};
}

function recordsText({ processed, skipped, expected }) {
	let text = `${number(processed)} ${processed === 1 ? "record" : "records"}`;
	if (expected > processed) {
		text = `${number(processed)} of ${number(expected)} records`;
	}
	else if (expected !== undefined && expected < processed) {
		text += `, expected ${number(expected)}`;
	}
	return skipped > 0 ? `${text}, ${number(skipped)} skipped` : text;
}

function percentText(progress) {
	if (progress.percent === null) {
		return "";
	}
	return (progress.isEstimate ? "≈ " : "") + percentage(progress.percent);
}

function timeLeftText(progress, now) {
	if (progress.timeLeft === null) {
		return "";
	}
	const left = `${progress.leftIsEstimate ? "≈ " : ""}${estimate(progress.timeLeft)} left`;
	return progress.timeLeft > MINUTE ? `${left}, done about ${clock(progress.doneAt + MINUTE / 2, now)}` : left;
}

function averageText(records, millis) {
	return records.processed > 0 && millis >= 1 ? rate(records.processed * SECOND / millis) : "";
}

function sentence(...parts) {
	return parts.filter(Boolean).join(" · ");
}

/** What is going on in a stage, or in a run that has no open one. */
function figuresOf(part, now) {
	const progress = progressOf(part);
	const stalled = progress.stalledFor === null ? "" : `nothing for ${roughly(progress.stalledFor)}`;
	const speed = part.pace?.recordsPerSecond ? rate(part.pace.recordsPerSecond) : "";
	const counts = part.records.processed > 0 || part.records.expected !== undefined ? recordsText(part.records) : "";
	return sentence(counts, stalled || speed, timeLeftText(progress, now));
}

function failureText(failure) {
	const where = failure.stage ? ` in stage ${failure.stage}` : "";
	return `${where}: ${failure.exception}${failure.message ? `: ${failure.message}` : ""}`;
}

// --- Addresses

/** The path of the endpoint and the name of the job, from the path of this page. Proxies may have put anything before it. */
function whereWeAre() {
	const parts = location.pathname.split("/");
	const dropEmpty = () => {
		while (parts.at(-1) === "") {
			parts.pop();
		}
	};
	const name = [];
	for (let left = Number(document.documentElement.dataset.segments); left > 0; left--) {
		dropEmpty();
		name.unshift(parts.pop());
	}
	dropEmpty();
	return { root: parts.join("/"), job: name.length > 0 ? name.map(decoded).join("/") : null };
}

function decoded(segment) {
	try {
		return decodeURIComponent(segment);
	}
	catch {
		return segment;
	}
}

/** Null for the few names that no path leads to. */
function linkTo(job) {
	const segments = job.split("/");
	const hasPath = segments.every((segment) => segment !== "" && segment !== "." && segment !== "..");
	try {
		return hasPath && !job.includes("\\") ? `${HERE.root}/${segments.map(encodeURIComponent).join("/")}` : null;
	}
	catch {
		return null; // Half a character
	}
}

const HERE = whereWeAre();

// --- Parts that both views have

function labelList() {
	const node = element("ul", { class: "labels" });
	return {
		node,
		update(labels) {
			if (node.dataset.labels !== JSON.stringify(labels)) {
				node.dataset.labels = JSON.stringify(labels);
				node.replaceChildren(...labels.map((label) => element("li", {}, label)));
			}
		},
	};
}

function progressBar() {
	const fill = element("i");
	const node = element("div", { class: "bar", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 }, fill);
	return {
		node,
		update(label, part, kind, text) {
			const progress = progressOf(part);
			const looks = lookOf(progress, kind);
			setAttribute(node, "class", `bar ${looks}`);
			setAttribute(node, "aria-label", label);
			setAttribute(node, "aria-valuenow", progress.percent === null ? null : Math.floor(progress.percent));
			setAttribute(node, "aria-valuetext", text || STATE_NAMES[kind]);
			fill.style.setProperty("--part", barPart(progress, kind));
		},
	};
}

function lookOf(progress, kind) {
	if (kind !== "running") {
		return kind;
	}
	if (progress.percent === null) {
		return progress.stalledFor === null ? "open" : "stalled";
	}
	return progress.stalledFor === null ? (progress.isEstimate ? "about" : "running") : "stalled";
}

function barPart(progress, kind) {
	if (progress.percent !== null) {
		return Math.min(progress.percent, 100) / 100;
	}
	return kind === "completed" || kind === "running" ? 1 : 0;
}

/** A stage, or a whole run: its name, how far it is, figures. */
function stageLine() {
	const name = element("span", { dir: "auto" });
	const percent = element("span", { class: "percent" });
	const bar = progressBar();
	const figures = element("p", { class: "figures" });
	const node = element("div", {}, element("div", { class: "stage-head" }, name, percent), bar.node, figures);
	return {
		node,
		update(job, part, now, status = "running", average = "") {
			const progress = progressOf(part);
			const text = figuresOf(part, now) || "nothing counted";
			setText(name, part.stage ?? "");
			setAttribute(name, "title", part.stage ?? null);
			setText(percent, percentText(progress));
			setText(figures, sentence(text, average));
			bar.update(sentence(job.job, part.stage), part, status, sentence(percentText(progress), text));
		},
	};
}

/** The age of the last success beside its interval: a bar that fills up, and turns once it is full. */
function successAge() {
	const last = element("time");
	const due = element("time");
	const dueIcon = element("span");
	const fill = element("i");
	const bar = element("div", { class: "bar thin age", role: "img" }, fill);
	const start = element("time", { class: "small" });
	const node = element("div", { class: "due" },
		element("div", { class: "due-head" }, last, element("span", {}, dueIcon, " ", due)), bar, start);
	return {
		node,
		update(job, now) {
			const success = momentOf(job.lastSuccess);
			const dueAt = momentOf(job.success?.dueAt);
			const overdue = Boolean(job.success?.overdue) || (dueAt !== null && now > dueAt);
			setTime(last, success, success === null ? noSuccessText(job) : `success ${ago(success, now)}`);
			setTime(due, dueAt, dueAt === null ? "" : dueText(dueAt, overdue, now));
			setAttribute(due, "class", overdue ? "overdue" : "");
			dueIcon.hidden = !overdue;
			setIcon(dueIcon, "overdue");
			bar.hidden = dueAt === null;
			setAttribute(bar, "class", overdue ? "bar thin age overdue" : "bar thin age");
			const used = ageOf(success ?? momentOf(job.startedAt), dueAt, now);
			fill.style.setProperty("--part", used);
			setAttribute(bar, "aria-label", `${percentage(used * 100)} of the time until the next success is due`);
			this.updateStart(job, now);
		},
		updateStart(job, now) {
			const startDue = momentOf(job.start?.dueAt);
			start.hidden = startDue === null;
			if (startDue !== null) {
				setTime(start, startDue, job.start.overdue ? `should have started by ${clock(startDue, now)}`
					: `next start by ${clock(startDue, now)}`);
				setAttribute(start, "class", job.start.overdue ? "small overdue" : "small");
			}
		},
	};
}

function noSuccessText(job) {
	return job.status ? "no success yet" : "";
}

function dueText(dueAt, overdue, now) {
	return overdue ? `overdue by ${roughly(Math.max(0, now - dueAt))}` : `due in ${roughly(dueAt - now)}`;
}

function ageOf(from, dueAt, now) {
	if (from === null || dueAt === null || dueAt <= from) {
		return 1;
	}
	return Math.min(1, Math.max(0, (now - from) / (dueAt - from)));
}

/** What a job does now, or how and when its newest run ended, after the name of its first state. */
function stateText(job, states, now) {
	const status = job.status ?? "not-started";
	const took = millisOf(job.duration) ?? 0;
	const verb = states[0] === status ? "" : `· ${STATE_NAMES[status].toLowerCase()} `;
	const times = { "running": () => `for ${duration(took)}`, "not-started": () => "" };
	const ended = () => `${ago(momentOf(job.startedAt) + took, now)}, after ${duration(took)}`;
	return sentence(verb + (times[status] ?? ended)(), states.indexOf("overdue") > 0 ? "overdue" : "",
		isTooLong(job) ? "longer than expected" : "");
}

/** The state of a job by shape and color, as a word, and what else there is to say about it. */
function stateHead() {
	const badge = element("span", { class: "badge" });
	const word = element("strong");
	const rest = element("span");
	return {
		badge,
		word,
		rest,
		update(job, now) {
			const states = statesOf(job, now);
			setAttribute(badge, "class", `badge ${states[0]}`);
			setIcon(badge, states[0]);
			setAttribute(word, "class", states[0]);
			setText(word, STATE_NAMES[states[0]]);
			setText(rest, stateText(job, states, now));
		},
	};
}

/** The last failure, in a milder tone if a later success has made up for it. */
function updateFailure(node, job, when, past) {
	const failure = job.lastFailure;
	node.hidden = !failure;
	if (failure) {
		const isPast = momentOf(job.lastSuccess) > momentOf(failure.at);
		setText(node, `${isPast ? "Last failure" : "Failed"} ${when(momentOf(failure.at))}${failureText(failure)}`);
		setAttribute(node, "title", failure.at);
		node.classList.toggle(past, isPast);
	}
}

function isTooLong(job) {
	const longest = millisOf(job.maxDuration);
	return job.status === "running" && longest !== null && millisOf(job.duration) > longest;
}

function reporterItem(reporter, now) {
	const state = reporter.failures > 0 ? "failed" : (reporter.lastDelivery ? "completed" : "not-started");
	const when = element("time");
	const delivered = momentOf(reporter.lastDelivery);
	setTime(when, delivered, delivered === null ? "nothing delivered yet" : `last delivery ${ago(delivered, now)}`);
	const details = element("p", { class: "small" }, when);
	if (reporter.failures > 0) {
		const attempts = `${number(reporter.failures)} failed ${reporter.failures === 1 ? "attempt" : "attempts"}`;
		details.append(` · ${sentence(attempts, reporter.failure, failedAt(reporter, now))}`);
	}
	return element("li", {}, icon(state, STATE_NAMES[state]),
		element("div", {}, element("span", { dir: "auto" }, reporter.destination), details));
}

function failedAt(reporter, now) {
	const at = momentOf(reporter.lastFailure);
	return at === null ? "" : `at ${clock(at, now, true)}`;
}

function reportersSheet() {
	const list = element("ul", { class: "reporters" });
	const unreported = element("p", { class: "small" });
	const node = element("section", { class: "sheet" }, element("h2", {}, "Reports"), list, unreported);
	let shown = null;
	return {
		node,
		update(answer, now) {
			// A few lines, which change each time something is delivered
			const news = JSON.stringify([answer.reporters, Math.floor(now / MINUTE)]);
			if (news !== shown) {
				shown = news;
				list.replaceChildren(...answer.reporters.map((reporter) => reporterItem(reporter, now)));
			}
			const runs = answer.unreportedRuns;
			setText(unreported, runs > 0 ? `${number(runs)} runs are neither shown nor reported: there are more jobs than `
				+ "progress.tracker.max-jobs." : "");
			node.hidden = answer.reporters.length === 0 && runs === 0;
		},
	};
}

// --- All jobs

function jobRow(job) {
	const link = linkTo(job.job);
	const head = stateHead();
	const name = element(link === null ? "span" : "a", { class: "name", dir: "auto", title: job.job }, job.job);
	const labels = labelList();
	const state = element("p", { class: "state" }, head.word, " ", head.rest);
	const stages = element("div", { class: "stages" });
	const success = successAge();
	const failure = element("p", { class: "failure" });
	const node = element("li", { class: "row" }, element("div", { class: "what" }, head.badge, element("div", {}, name, labels.node, state)),
		stages, success.node, failure);
	if (link !== null) {
		name.setAttribute("href", link);
	}
	const lines = [];
	return {
		node,
		update(current, shared, now) {
			head.update(current, now);
			labels.update(labelsOf(current).filter((label) => !shared.includes(label)));
			updateLines(stages, lines, current, now);
			success.update(current, now);
			updateFailure(failure, current, (at) => ago(at, now), "past");
		},
	};
}

/** One line for each open stage, or one for a run that has none, or what an ended run did. */
function updateLines(holder, lines, job, now) {
	const parts = linesOf(job);
	while (lines.length < parts.length) {
		lines.push(stageLine());
	}
	const nodes = parts.map((part, index) => {
		lines[index].update(job, part, now);
		return lines[index].node;
	});
	const more = openStages(job).length - MAX_STAGES;
	if (job.status === "running" ? more > 0 : job.status) {
		const text = job.status === "running" ? `and ${more} more` : endedText(job);
		holder.more ??= element("p", { class: "figures" });
		setText(holder.more, text);
		nodes.push(holder.more);
	}
	arrange(holder, nodes);
}

function linesOf(job) {
	if (job.status !== "running") {
		return [];
	}
	const stages = openStages(job);
	if (stages.length === 0) {
		return [job];
	}
	const run = progressOf(job);
	const whole = stages.length > 1 && run.percent !== null ? [{ ...job, stage: "whole run" }] : [];
	return whole.concat(stages.slice(0, MAX_STAGES));
}

function endedText(job) {
	const records = job.records;
	return records.processed > 0 ? sentence(recordsText(records), averageText(records, millisOf(job.duration)))
		: "nothing counted";
}

/** What is looked for is part of the address, behind the #: it stays there on a reload, and no server sees it. */
function readFilter() {
	const parameters = new URLSearchParams(location.hash.slice(1));
	const state = parameters.get("state");
	return { text: parameters.get("q") ?? "", state: STATES.includes(state) ? state : null };
}

function writeFilter(filter) {
	const parameters = new URLSearchParams();
	if (filter.text) {
		parameters.set("q", filter.text);
	}
	if (filter.state) {
		parameters.set("state", filter.state);
	}
	const hash = parameters.size > 0 ? `#${parameters}` : "";
	history.replaceState(history.state, "", location.pathname + location.search + hash);
}

function matches(entry, filter) {
	const text = filter.text.trim().toLowerCase();
	return (!filter.state || entry.states.includes(filter.state)) && (!text || entry.text.includes(text));
}

/** Says whether somebody seems to be reading something, so that it must not move. */
function readingWatch(node) {
	let touchedAt = -Infinity;
	const touched = () => touchedAt = performance.now();
	addEventListener("scroll", touched, { passive: true });
	node.addEventListener("touchstart", touched, { passive: true });
	const isSelected = () => {
		const selection = getSelection();
		return !selection.isCollapsed && selection.rangeCount > 0 && selection.getRangeAt(0).intersectsNode(node);
	};
	return () => node.matches(":hover") || node.contains(document.activeElement) || isSelected()
		|| performance.now() - touchedAt < READING;
}

function stateFilters(choose) {
	const node = element("div", { class: "states", role: "group", "aria-label": "Show by state" });
	const buttons = [null, ...STATES].map((state) => {
		const count = element("b");
		const button = element("button", { type: "button" }, ...(state ? [icon(state)] : []),
			state ? STATE_NAMES[state] : "All", " ", count);
		button.addEventListener("click", () => choose(state));
		node.append(button);
		return { state, button, count };
	});
	return {
		node,
		update(entries, chosen) {
			for (const { state, button, count } of buttons) {
				const size = entries.filter((entry) => !state || entry.states.includes(state)).length;
				setText(count, number(size));
				setAttribute(button, "aria-pressed", String(state === chosen));
				button.hidden = state !== null && size === 0 && state !== chosen;
			}
		},
	};
}

function searchField(filter, changed) {
	const node = element("input", {
		type: "search", "aria-label": "Filter by name, label or message", placeholder: "Filter", spellcheck: "false",
		autocomplete: "off", value: filter.text,
	});
	node.addEventListener("input", () => changed(node.value));
	addEventListener("keydown", (event) => {
		if (event.key === "/" && !event.ctrlKey && !event.metaKey && document.activeElement !== node) {
			event.preventDefault();
			node.focus();
		}
	});
	return node;
}

function allJobs(main) {
	let filter = readFilter();
	let entries = [];
	let shown = [];
	let shared = [];
	let answer = null;
	const rows = new Map();
	const counts = element("p", { class: "quiet" });
	const labels = labelList();
	const search = searchField(filter, (text) => look({ ...filter, text }));
	const states = stateFilters((state) => look({ ...filter, state }));
	const again = element("button", { type: "button", class: "again", hidden: "" }, "Show the new order");
	const list = element("ul", { class: "rows", role: "list", "aria-label": "Jobs", hidden: "" });
	const empty = element("p", { class: "sheet empty", hidden: "" });
	const reports = reportersSheet();
	const trouble = element("p", { class: "note", hidden: "" });
	const isRead = readingWatch(list);
	main.replaceChildren(element("div", { class: "heading" }, element("h1", {}, "Jobs"), counts, labels.node), trouble,
		element("div", { class: "tools" }, search, states.node, again), list, empty, reports.node);
	again.addEventListener("click", () => {
		search.focus();
		order(true);
	});
	addEventListener("hashchange", () => {
		filter = readFilter();
		search.value = filter.text;
		order(true);
	});

	function look(wanted) {
		filter = wanted;
		writeFilter(filter);
		order(true);
	}

	/** Those that nobody can be reading go where they belong; else a button offers that. */
	function order(atOnce) {
		states.update(entries, filter.state);
		const wanted = entries.filter((entry) => matches(entry, filter)).map((entry) => entry.key);
		if (atOnce || shown.length === 0 || !isRead()) {
			shown = wanted;
		}
		else {
			const kept = shown.filter((key) => rows.has(key));
			shown = kept.concat(wanted.filter((key) => !kept.includes(key)));
		}
		again.hidden = shown.length === wanted.length && shown.every((key, index) => key === wanted[index]);
		arrange(list, shown.map((key) => rows.get(key).node));
		list.hidden = shown.length === 0;
		empty.hidden = shown.length > 0;
		setText(empty, entries.length > 0 ? "No job matches." : "No job has run since the application was started, "
			+ "and none is known before it runs.");
	}

	function draw(now) {
		for (const entry of entries) {
			rows.get(entry.key).update(entry.job, shared, now);
		}
		reports.update(answer, now);
	}

	return {
		path: `${HERE.root}`,
		isRunning: () => entries.some((entry) => entry.job.status === "running"),
		update(json, now) {
			answer = json;
			entries = entriesOf(json, now);
			shared = sharedLabels(entries.map((entry) => entry.job));
			labels.update(shared);
			const keys = new Set(entries.map((entry) => entry.key));
			[...rows.keys()].filter((key) => !keys.has(key)).forEach((key) => rows.delete(key));
			entries.filter((entry) => !rows.has(entry.key)).forEach((entry) => rows.set(entry.key, jobRow(entry.job)));
			draw(now);
			order(false);
			setText(counts, `${number(entries.length)} ${entries.length === 1 ? "job" : "jobs"}`);
			showTrouble(trouble, json);
			document.title = titleOf(entries);
			return entries;
		},
		tick(now) {
			if (answer) {
				draw(now);
			}
		},
		isGone: () => "The endpoint does not exist any more.",
	};
}

/** Running first, then overdue, failed and so on; among these by name, which does not change. */
function entriesOf(json, now) {
	const entries = json.jobs.concat(json.notStarted).map((job) => {
		const states = statesOf(job, now);
		const message = job.lastFailure?.message ?? "";
		return { key: keyOf(job), job, states, text: sentence(job.job, ...labelsOf(job), message).toLowerCase() };
	});
	const byName = (one, other) => (one < other ? -1 : Number(one > other));
	return entries.sort((one, other) => rankOf(one.states) - rankOf(other.states) || byName(one.job.job, other.job.job)
		|| byName(one.key, other.key));
}

function titleOf(entries) {
	const count = (state) => {
		const size = entries.filter((entry) => entry.states.includes(state)).length;
		return size > 0 ? `${size} ${STATE_NAMES[state].toLowerCase()}` : "";
	};
	return sentence(["failed", "overdue", "running"].map(count).filter(Boolean).join(", "), "Progress");
}

function showTrouble(node, json) {
	const failing = json.reporters.filter((reporter) => reporter.failures > 0);
	node.hidden = failing.length === 0;
	setText(node, failing.map((reporter) => `Reports do not reach ${reporter.destination}: ${reporter.failure ?? "it fails"}`)
		.join(" · "));
}

// --- One job

/** Several jobs may have one name, and differ in other labels. */
function oneJob(main, name) {
	const parts = new Map();
	const reports = reportersSheet();
	const missing = element("p", { class: "sheet empty", hidden: "" }, "No job of this name has run since the application "
		+ "was started, and none is known before it runs.");
	const holder = element("div");
	let answer = null;
	main.replaceChildren(element("div", { class: "heading" }, element("h1", { dir: "auto" }, name)), missing, holder,
		reports.node);
	document.title = `${name} · Progress`;

	function draw(now) {
		for (const job of answer.jobs.concat(answer.notStarted)) {
			parts.get(keyOf(job)).update(job, now);
		}
		reports.update(answer, now);
	}

	return {
		path: location.pathname,
		isRunning: () => answer !== null && answer.jobs.some((job) => job.status === "running"),
		update(json, now) {
			answer = json;
			missing.hidden = true;
			holder.hidden = false;
			const jobs = json.jobs.concat(json.notStarted);
			jobs.filter((job) => !parts.has(keyOf(job))).forEach((job) => parts.set(keyOf(job), identityPart(job)));
			arrange(holder, jobs.map((job) => parts.get(keyOf(job)).node));
			draw(now);
			document.title = sentence(jobTitle(json.jobs), name, "Progress");
			return entriesOf(json, now);
		},
		tick(now) {
			if (answer) {
				draw(now);
			}
		},
		isGone() {
			answer = null;
			missing.hidden = false;
			holder.hidden = true;
			reports.node.hidden = true;
			return null;
		},
	};
}

function jobTitle(jobs) {
	if (jobs.length !== 1) {
		return "";
	}
	const [job] = jobs;
	const running = job.status === "running" ? percentText(progressOf(job)) || percentText(progressOf(openStages(job)[0] ?? job))
		: "";
	return running || STATE_NAMES[job.status];
}

function identityPart(job) {
	const labels = labelList();
	const head = stateHead();
	const message = element("p", { class: "message" });
	const facts = factsList();
	const whole = stageLine();
	whole.node.classList.add("whole");
	const success = successAge();
	const stages = stagesSheet();
	const past = historySheet();
	const node = element("section", { class: "identity", "aria-label": sentence(job.job, ...labelsOf(job)) },
		element("div", { class: "sheet" }, element("div", { class: "now" }, head.badge, head.word, head.rest, labels.node), whole.node, message,
			facts.node, element("div", { class: "whole" }, success.node)),
		stages.node, past.node);
	return {
		node,
		update(current, now) {
			head.update(current, now);
			labels.update(labelsOf(current));
			whole.node.hidden = current.status !== "running";
			if (current.status === "running") {
				whole.update(current, { ...current, stage: undefined }, now);
			}
			updateFailure(message, current, (at) => clock(at, now, true), "past");
			facts.update(factsOf(current, now));
			success.node.hidden = !current.success && !current.start && !current.lastSuccess;
			success.update(current, now);
			stages.update(current, now);
			past.update(current, now);
		},
	};
}

/** Each fact: what, its value, a note below, and the moment that it is about. */
function factsOf(job, now) {
	if (!job.status) {
		return [];
	}
	const took = millisOf(job.duration) ?? 0;
	const started = momentOf(job.startedAt);
	const facts = [
		["Started", clock(started, now, true), ago(started, now), started],
		["Duration", duration(took), durationNote(job), null],
		["Records", number(job.records.processed), recordsNote(job.records), null],
	];
	const speed = job.pace?.recordsPerSecond ? rate(job.pace.recordsPerSecond) : "";
	const average = averageText(job.records, took);
	if (speed || average) {
		facts.push(["Rate", speed || average, speed && average ? `${average} on average` : "on average", null]);
	}
	const interruption = momentOf(job.lastInterruption);
	if (interruption !== null) {
		facts.push(["Last interruption", clock(interruption, now), ago(interruption, now), interruption]);
	}
	return facts;
}

function durationNote(job) {
	const longest = millisOf(job.maxDuration);
	if (longest === null) {
		return "";
	}
	return isTooLong(job) ? `longer than ${duration(longest)}, the longest that is expected` : `at most ${duration(longest)} expected`;
}

function recordsNote({ processed, skipped, expected }) {
	return sentence(expected !== undefined && expected !== processed ? `of ${number(expected)}` : "",
		skipped > 0 ? `${number(skipped)} skipped` : "");
}

function factsList() {
	const node = element("dl", { class: "facts" });
	const slots = new Map();
	return {
		node,
		update(facts) {
			arrange(node, facts.map(([what, value, note, moment]) => {
				if (!slots.has(what)) {
					const [text, small] = [element("time"), element("small")];
					slots.set(what, { text, small, node: element("div", {}, element("dt", {}, what), element("dd", {}, text, small)) });
				}
				const slot = slots.get(what);
				setTime(slot.text, moment, value);
				setText(slot.small, note);
				return slot.node;
			}));
			node.hidden = facts.length === 0;
		},
	};
}

/** Each stage with its progress, and its share of the run's time. */
function stagesSheet() {
	const list = element("ol", { class: "steps" });
	const node = element("section", { class: "sheet" }, element("h2", {}, "Stages"), list);
	const lines = new Map();
	return {
		node,
		update(job, now) {
			const stages = job.stages ?? [];
			const all = millisOf(job.duration);
			node.hidden = stages.length === 0;
			arrange(list, stages.map((stage) => {
				if (!lines.has(stage.stage)) {
					lines.set(stage.stage, stageItem());
				}
				lines.get(stage.stage).update(job, stage, all > 0 ? millisOf(stage.duration) / all : 0, now);
				return lines.get(stage.stage).node;
			}));
		},
	};
}

function stageItem() {
	const mark = element("span");
	const line = stageLine();
	const took = element("span");
	const share = element("span", { class: "quiet" });
	const shareFill = element("i");
	const shareBar = element("div", { class: "bar thin share", "aria-hidden": "true" }, shareFill);
	const node = element("li", { class: "step" }, mark, line.node,
		element("div", {}, element("div", { class: "due-head" }, took, share), shareBar));
	return {
		node,
		update(job, stage, part, now) {
			const time = millisOf(stage.duration);
			const state = stage.pace?.stalledFor ? "stalled" : stage.status;
			setIcon(mark, state, STATE_NAMES[state]);
			line.update(job, stage, now, stage.status, stage.open ? "" : averageText(stage.records, time));
			setText(took, duration(time));
			setText(share, `${percentage(part * 100)} of the time`);
			shareFill.style.setProperty("--part", part);
		},
	};
}

// --- The last runs

function historySheet() {
	const charts = element("div", { class: "charts" });
	const problem = element("p", { class: "note" });
	const table = element("div");
	const node = element("section", { class: "sheet" }, element("h2", {}, "Last runs"), problem, charts, table);
	let shown = null;

	function draw(runs, now) {
		charts.replaceChildren(
			chart("Duration", runs, (run) => millisOf(run.duration), duration),
			chart("Records", runs, (run) => run.records.processed, number));
		table.replaceChildren(runsTable(runs, now));
	}

	return {
		node,
		update(job, now) {
			const runs = job.history ?? [];
			problem.hidden = !job.historyProblem;
			setText(problem, `Runs may be missing. ${job.historyProblem ?? ""}`);
			node.hidden = runs.length === 0 && !job.historyProblem;
			charts.hidden = runs.length < 2;
			// Drawn anew only if there is a new run: somebody may be reading a line, or pointing at a bar
			const news = JSON.stringify(runs);
			if (news !== shown) {
				shown = news;
				draw(runs, now);
			}
		},
	};
}

/** One bar for each run, the oldest first. A mark below each has the shape of its end. */
function chart(title, history, valueOf, format) {
	const runs = history.slice(0, MAX_BARS).reverse();
	const values = runs.map((run) => valueOf(run) ?? 0);
	const highest = Math.max(...values, 1);
	const step = Math.max(13, Math.min(30, Math.floor(480 / Math.max(runs.length, 1))));
	const height = 84;
	const width = Math.max(runs.length * step, 240);
	const median = middleOf(values.filter((value, index) => runs[index].status === "completed"));
	const bars = runs.map((run, index) => runBar(run, values[index], { x: index * step, step, height, highest, format }));
	const lines = [drawing("line", { class: "base", x1: 0, x2: width, y1: height + 0.5, y2: height + 0.5 })];
	if (median !== null) {
		const y = height - median / highest * height;
		lines.push(drawing("line", { class: "middle", x1: 0, x2: width, y1: y, y2: y }));
	}
	const label = `${title} of the last ${runs.length} runs, up to ${format(highest)}. The table has the same.`;
	const picture = drawing("svg", { class: "chart", role: "img", "aria-label": label, viewBox: `0 0 ${width} ${height + 16}` },
		...lines, ...bars);
	picture.style.maxWidth = `${width * 1.4}px`;
	const summary = sentence(median === null ? "" : `median ${format(median)}`, `up to ${format(highest)}`);
	return element("figure", {}, element("figcaption", {}, element("span", {}, title),
		element("span", { class: "quiet" }, summary)), picture);
}

function middleOf(values) {
	if (values.length < 3) {
		return null;
	}
	return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

function runBar(run, value, { x, step, height, highest, format }) {
	const size = Math.max(value / highest * height, value > 0 ? 2 : 0);
	const wide = step - 5;
	const title = sentence(STATE_NAMES[run.status], new Date(momentOf(run.startedAt)).toISOString(), format(value));
	return drawing("g", { class: run.status }, drawing("title", {}, title),
		drawing("rect", { class: "hit", x, y: 0, width: step, height: height + 16 }),
		drawing("rect", { x: x + 2.5, y: height - size, width: wide, height: size, rx: 1.5 }),
		endMark(run.status, x + step / 2, height + 9));
}

/** A dot, a cross, a square and a ring. */
function endMark(status, x, y) {
	if (status === "completed") {
		return drawing("circle", { class: "dot", cx: x, cy: y, r: 2.6 });
	}
	if (status === "failed") {
		return drawing("path", { class: "mark", d: `M${x - 3} ${y - 3}l6 6m0-6l-6 6` });
	}
	if (status === "interrupted") {
		return drawing("path", { class: "dot", d: `M${x - 3} ${y - 3}h6v6h-6z` });
	}
	return drawing("circle", { class: "mark", cx: x, cy: y, r: 3 });
}

function runsTable(runs, now) {
	const heads = [["End", ""], ["Started", ""], ["Duration", "number"], ["Records", "number"], ["Rate", "number wide"]];
	return element("table", {},
		element("thead", {}, element("tr", {}, ...heads.map(([text, kind]) => element("th", { scope: "col", class: kind }, text)))),
		element("tbody", {}, ...runs.map((run) => runLine(run, now))));
}

function runLine(run, now) {
	const took = millisOf(run.duration);
	const started = momentOf(run.startedAt);
	const when = element("time");
	setTime(when, started, clock(started, now, true));
	const failure = run.failure ? failureText(run.failure).replace(/^(: | in )/, "") : "";
	return element("tr", {},
		element("td", { class: "ended" }, icon(run.status), " ", STATE_NAMES[run.status]),
		element("td", {}, when, element("div", { class: "small", dir: "auto" }, failure)),
		element("td", { class: "number" }, took === null ? "" : duration(took)),
		element("td", { class: "number", title: recordsText(run.records) }, number(run.records.processed)),
		element("td", { class: "number wide" }, took === null ? "" : averageText(run.records, took)));
}

// --- Asking

class Problem extends Error {

	constructor(message, { gone = false, signIn = false } = {}) {
		super(message);
		this.gone = gone;
		this.signIn = signIn;
	}

}

/** The answer must not take the place of this page in the browser's cache: both have the same address. */
async function ask(path, signal) {
	const response = await fetch(path || "/", {
		signal,
		cache: "no-store",
		redirect: "manual",
		headers: { "Accept": "application/json", "X-Requested-With": "XMLHttpRequest" },
	});
	if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
		throw new Problem("You are not signed in any more, or may not see this.", { signIn: true });
	}
	if (response.status === 404) {
		throw new Problem("", { gone: true });
	}
	if (!response.ok) {
		throw new Problem(`The application answers with status ${response.status}.`);
	}
	compareClocks(response);
	return response.json();
}

function live(view) {
	const node = document.getElementById("live");
	const banner = document.getElementById("banner");
	let timer = null;
	let request = null;
	let failures = 0;
	let answeredAt = null;

	async function refresh() {
		stop();
		const current = request = new AbortController();
		const patience = setTimeout(() => current.abort(), PATIENCE);
		try {
			const json = await ask(view.path, current.signal);
			if (request === current) {
				answered(json);
			}
		}
		catch (problem) {
			if (request === current) {
				failed(problem);
			}
		}
		finally {
			clearTimeout(patience);
		}
		if (request === current) {
			request = null;
			next();
		}
	}

	function answered(json) {
		const now = currentTime();
		announce(view.update(json, now), failures > 0);
		failures = 0;
		answeredAt = now;
		banner.hidden = true;
		setAttribute(node, "class", "live");
		setText(node, view.isRunning() ? "live" : "live, every 10 s");
	}

	function failed(problem) {
		const message = problem instanceof Problem && problem.gone ? view.isGone()
			: problem instanceof Problem ? problem.message : "The application does not answer.";
		failures++;
		if (message === null) {
			banner.hidden = true;
			return;
		}
		setAttribute(node, "class", "live away");
		setText(node, answeredAt === null ? "no answer" : `as of ${clock(answeredAt, currentTime(), true)}`);
		showBanner(message, problem);
	}

	function showBanner(message, problem) {
		if (!banner.hidden && banner.firstChild.textContent === message) {
			return;
		}
		const retry = element("button", { type: "button" }, "Try now");
		retry.addEventListener("click", refresh);
		const signIn = element("a", { href: location.href }, "Sign in again");
		signIn.addEventListener("click", (event) => {
			event.preventDefault();
			location.reload();
		});
		banner.replaceChildren(element("span", {}, message),
			element("span", { class: "quiet" }, "Trying again …"), problem.signIn ? signIn : retry);
		banner.hidden = false;
	}

	function next() {
		if (!document.hidden) {
			const pause = failures > 0 ? Math.min(SELDOM, OFTEN * 2 ** failures) : (view.isRunning() ? OFTEN : SELDOM);
			timer = setTimeout(refresh, pause);
		}
	}

	function stop() {
		clearTimeout(timer);
		request?.abort();
		request = null;
	}

	document.addEventListener("visibilitychange", () => document.hidden ? stop() : refresh());
	addEventListener("online", refresh);
	// Ages grow while nothing is asked; all else stays as it was told
	setInterval(() => document.hidden || failures > 0 || view.tick(currentTime()), SECOND);
	refresh();
}

// --- What a screen reader says: only what has changed, and not each second

const said = { states: null, news: [], at: -Infinity };

function announce(entries, isBack) {
	const before = said.states;
	said.states = new Map(entries.map((entry) => [entry.key, entry.states[0]]));
	if (isBack) {
		said.news.push("The application answers again.");
	}
	if (before) {
		entries.filter((entry) => before.get(entry.key) !== entry.states[0] && isNews(entry.states[0]))
			.forEach((entry) => said.news.push(`${entry.job.job}: ${STATE_NAMES[entry.states[0]]}.`));
	}
	if (said.news.length > 0 && performance.now() - said.at > SELDOM) {
		const text = said.news.length > 3 ? `${said.news.length} changes.` : said.news.join(" ");
		setText(document.getElementById("said"), text);
		said.news = [];
		said.at = performance.now();
	}
}

/** A job that runs every few seconds would be heard all the time. */
function isNews(state) {
	return state === "failed" || state === "overdue" || state === "stalled" || state === "interrupted";
}

// --- The page

function showPath() {
	const home = HERE.root || "/";
	const logo = element("img", { src: "?asset=icon.svg", alt: "", width: 18, height: 18 });
	const name = element("a", { href: home }, HERE.job === null ? "Progress" : "All jobs");
	if (HERE.job === null) {
		name.setAttribute("aria-current", "page");
	}
	document.getElementById("path").append(logo, name);
}

showPath();
live(HERE.job === null ? allJobs(document.getElementById("main")) : oneJob(document.getElementById("main"), HERE.job));
