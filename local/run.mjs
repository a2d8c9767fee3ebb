/**
 * Runs one of this folder's programs: `node local/run.mjs start --port 9000`.
 *
 * Plain JavaScript without packages, because it is what runs before anything is installed, on whichever Node the
 * machine has. It installs the packages where they are missing or outdated, then hands over to `local/<name>.ts` in
 * the Node 24 that came with them.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isInstalled } from "./is-installed.mjs";

const oldestNode = 20;
/** The Node that the programs themselves need: it runs TypeScript, and Wrangler asks for at least 22. */
const programsNode = 24;

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(home, "node_modules", ".bin");

/** A failure that the person at the keyboard can do something about: one sentence, no stack. */
class Refusal extends Error {}

/** npm must not be run by the Node inside node_modules, which it is about to remove. */
function pathWithoutBinaries() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.filter((folder) => folder && resolve(folder) !== binaries).join(delimiter);
}

/** What npm said about its failure: its last words, without the manual page and the log file that it adds. */
function lastWords(output) {
  const lines = output.split("\n").map((line) => line.trim());
  const isTelling = (line) =>
    /\S/.test(line.replace("npm error", "")) && !/complete log of this run|debug-\d+\.log/.test(line);
  const usage = lines.findIndex((line) => /^npm error (Clean install a project|Usage:)/.test(line));
  const telling = (usage > 0 ? lines.slice(0, usage) : lines).filter(isTelling);
  const errors = telling.filter((line) => line.startsWith("npm error"));
  return (errors.length > 0 ? errors.slice(0, 6) : telling.slice(-6)).join("\n  ");
}

/** Long silence looks like a hang, and npm draws its own progress only on a terminal that it owns. */
function showProgress() {
  const startedAtMs = Date.now();
  const onTerminal = Boolean(process.stderr.isTTY);
  const timer = setInterval(
    () => {
      const seconds = Math.round((Date.now() - startedAtMs) / 1000);
      process.stderr.write(onTerminal ? `\r  ${seconds} s ` : `  still installing, ${seconds} s\n`);
    },
    onTerminal ? 1_000 : 15_000,
  );
  return () => {
    clearInterval(timer);
    if (onTerminal) process.stderr.write("\r\x1b[K");
  };
}

async function install() {
  console.error("Installing packages with npm ci. This is needed once and takes about a minute.");
  const stopProgress = showProgress();
  // Whatever the environment says about production, the programs here need everything.
  const npm = spawn("npm", ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"], {
    cwd: home,
    env: { ...process.env, PATH: pathWithoutBinaries() },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  npm.stdout.on("data", (chunk) => (output += chunk));
  npm.stderr.on("data", (chunk) => (output += chunk));
  const ended = await outcomeOf(npm);
  stopProgress();
  if (ended.error)
    throw new Refusal("npm was not found. Install npm (it comes with Node.js) and run this again.");
  if (ended.signal) process.exit(128 + constants.signals[ended.signal]);
  if (ended.code !== 0) {
    throw new Refusal(
      `npm ci failed (exit code ${ended.code}). It said last:\n  ${lastWords(output)}\n` +
        "Check the network connection and the free disk space, then run this again; `npm ci` shows everything it says.",
    );
  }
}

/** The Node to run the programs with: the one among the packages, or the machine's own where that is new enough. */
function nodeForPrograms() {
  const packaged = join(binaries, "node");
  if (existsSync(packaged)) return packaged;
  if (Number.parseInt(process.versions.node, 10) >= programsNode) return process.execPath;
  throw new Refusal(
    `Node ${programsNode} was not installed with the packages, most likely because npm was told not to run install scripts. ` +
      "Run `npm rebuild node esbuild workerd --ignore-scripts=false`, or install Node " +
      `${programsNode} yourself, and run this again.`,
  );
}

/** Passes signals on to the child and resolves when it has ended: {code}, {signal} or {error}. */
function outcomeOf(child) {
  let interrupts = 0;
  let patience;
  const interrupt = () => {
    interrupts += 1;
    // Ctrl-C reaches the whole foreground group, so the child has it already, and a second one could cut its clean
    // stop short. Only when it stays is the signal taken for one that was sent to this process alone.
    if (process.stdin.isTTY && interrupts === 1) patience = setTimeout(() => child.kill("SIGINT"), 3_000);
    else if (interrupts === 1) child.kill("SIGINT");
  };
  let terminating = false;
  const terminate = () => {
    // npm passes on what it gets, and so may whoever stops the group: once is enough.
    if (!terminating) child.kill("SIGTERM");
    terminating = true;
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", terminate);
  process.on("SIGHUP", terminate);
  const stopWatching = watchNpm(terminate);
  return new Promise((settle) => {
    const end = (outcome) => {
      clearTimeout(patience);
      stopWatching();
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", terminate);
      process.off("SIGHUP", terminate);
      settle(outcome);
    };
    child.once("error", (error) => end({ error }));
    child.once("close", (code, signal) => end({ code, signal }));
  });
}

/** Under `npm start`, npm being killed outright would leave everything below it running, unseen. */
function watchNpm(onGone) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => process.ppid !== parent && onGone(), 1_000);
  timer.unref();
  return () => clearInterval(timer);
}

async function run(name, args) {
  const program = join(home, "local", `${name}.ts`);
  if (!/^[a-z][a-z-]*$/.test(name) || !existsSync(program)) {
    throw new Refusal(`There is no program called "${name}" in local/.`);
  }
  if (!isInstalled(home)) await install();
  const child = spawn(nodeForPrograms(), [program, ...args], {
    cwd: home,
    env: { ...process.env, PATH: `${binaries}${delimiter}${pathWithoutBinaries()}` },
    stdio: "inherit",
  });
  const ended = await outcomeOf(child);
  if (ended.error) {
    throw new Refusal(
      `Node ${programsNode} from the packages cannot run on this machine (${ended.error.message}). ` +
        `Install Node ${programsNode} yourself, remove node_modules/node, and run this again.`,
    );
  }
  return ended.signal ? 128 + constants.signals[ended.signal] : ended.code;
}

try {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    throw new Refusal(`Edgewise needs Node ${oldestNode} or later; this is ${process.versions.node}.`);
  }
  const [name, ...args] = process.argv.slice(2);
  if (!name) throw new Refusal("Say what to run: node local/run.mjs start | test | check | build");
  process.exitCode = await run(name, args);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
