import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { demoConfiguration } from "../../demo/scenarios/odile-and-marsh.ts";
import { checkCondition } from "../../model/condition/check-condition.ts";
import { checkConfiguration } from "../../model/configuration.ts";
import { templateProblem } from "../../model/offer/check-template.ts";
import { ruleWarnings } from "../../model/rule-warnings.ts";
import { italian as refusals } from "../api/refusals-it.ts";
import { nameOf, type SyntaxNode, textOf, walkSyntax } from "../testing/syntax.ts";
import { inItalian, sentences } from "./in-italian.ts";

/** What no reader of the dashboard is told: what programs send, and what is written for shoppers or for documents. */
const forOthers = [
  "model/bundle.ts",
  "model/coupon/coupon-sentence.ts",
  "model/events/**",
  "model/facts/**",
  "model/forced-variants.ts",
  "model/identity/identity.ts",
  "model/import-plan.ts",
  "model/orders/**",
  "model/snapshot.ts",
  "model/statistics/**",
  "model/text/**",
];

/** Endpoints that programs ask. */
const ofPrograms = ["by-key", "debug", "events", "exports", "idempotent", "imports", "orders"];
const contractsOfPrograms = ["days", "debug", "events", "imports", "orders", "page"];

interface Sentence {
  text: string;
  /** The function that it is given to, and what that is given before it. */
  to: string;
  before: unknown;
}

const root = new URL("../../", import.meta.url);
const english = /[a-z]{2}.*\s.*[.?]$/s;
/** Their sentences are finished elsewhere. */
const finish = new Set(["misplaced", "unclosed"]);

/** Every sentence in a file, with `{0}`, `{1}` … where values go. */
function sentencesOf(file: string): Sentence[] {
  const found: Sentence[] = [];
  walkSyntax(file, readFileSync(new URL(file, root), "utf8"), (node, around) => {
    const text = textOf(node);
    const [parent] = around;
    const call = around.find(({ type }) => type === "CallExpression" || type === "NewExpression");
    const to = nameOf(call?.["callee"]);
    const isSentence = text !== undefined && (english.test(text) || (finish.has(to) && parent === call));
    const isDescription = parent?.type === "Property" && nameOf(parent["key"]) === "does";
    if (!isSentence || isDescription || to.startsWith("log")) return;
    const [first] = (call?.["arguments"] ?? []) as SyntaxNode[];
    found.push({ text, to, before: first?.["value"] });
  });
  return found;
}

function filesOf(pattern: string, without: readonly string[]): string[] {
  const left = new Set(without.flatMap((each) => globSync(each, { cwd: root.pathname })));
  const isCode = (file: string) => !/\.test\.ts$|\/testing\//.test(file) && !left.has(file);
  return globSync(pattern, { cwd: root.pathname }).filter(isCode).toSorted();
}

describe("the sentences of the API", () => {
  const ofModel = filesOf("model/**/*.ts", forOthers);
  const ofContracts = filesOf(
    "worker/api/contract/*.ts",
    contractsOfPrograms.map((name) => `worker/api/contract/${name}.ts`),
  );
  const ofAnswers = filesOf(
    "worker/api/*.ts",
    ofPrograms.map((name) => `worker/api/${name}.ts`),
  );
  const checked = [...ofModel, ...ofContracts, "worker/identity/refusal.ts"].flatMap(sentencesOf);
  const refused = ofAnswers.flatMap(sentencesOf);

  it("are all there in Italian that say what is wrong in a document", () => {
    expect(checked.length).toBeGreaterThan(250);
    expect(checked.map(({ text }) => text).filter((text) => !Object.hasOwn(sentences, text))).toEqual([]);
  });

  it("are there in Italian where an error's code is not", () => {
    const said = refused.filter(({ to, before }) => {
      const code = to === "AnswerError" ? String(before) : "";
      return (to === "AnswerError" && !Object.hasOwn(refusals, code)) || to === "inUse";
    });
    expect(said.length).toBeGreaterThan(10);
    expect(said.map(({ text }) => text).filter((text) => !Object.hasOwn(sentences, text))).toEqual([]);
  });

  it("are those that the API still says", () => {
    const all = new Set(
      filesOf("{model,worker}/**/*.ts", [])
        .flatMap(sentencesOf)
        .map(({ text }) => text),
    );
    const finished = Object.keys(sentences).filter((text) => english.test(text));
    expect(finished.filter((text) => !all.has(text))).toEqual([]);
  });

  it.each(Object.entries(sentences))("have the same values in both languages: %s", (text, italian) => {
    const valuesIn = (each: string) => new Set(each.match(/(?<=\{)\d(?=\+?\})/g) ?? []);
    expect([...valuesIn(italian)].filter((value) => !valuesIn(text).has(value))).toEqual([]);
  });
});

describe("a sentence of the API in Italian", () => {
  it.each([
    ["A name is needed.", "Serve un nome."],
    // What the API notes of a version by itself.
    ["Settings changed", "Impostazioni modificate"],
    ["There is no offer called “a.b”.", "Offerta: “a.b” non esiste."],
    [
      "Welcome: x: <img> is no link; name the <a>.",
      "Welcome: x: <img> non è un link; indica l’elemento <a>.",
    ],
    [
      "Welcome: <b> is not closed, so it would take in what follows on the page.",
      "Welcome: <b> non è chiuso, quindi si prenderebbe quello che segue sulla pagina.",
    ],
    ["What nobody foresaw.", "What nobody foresaw."],
  ])("of %j is %j", (said, italian) => expect(inItalian(said)).toBe(italian));

  it.each([
    [{ cartValue: "much" }, "Per valore del carrello serve un numero."],
    [{ "traits.size": { $vgt: "a" } }, "$vgt vuole una versione, come 1.10.0."],
    [
      { cartProducts: "4711" },
      'Per prodotti nel carrello serve una lista di testi. Per chiedere di una voce scrivi {"$in": ["4711"]}.',
    ],
    [{ colour: "red" }, "Nessun dato si chiama colour."],
    [{ country: { $like: "x" } }, "Per i dati non c’è un operatore $like."],
    [
      { browserVersion: { $gt: "9" } },
      "$gt non è adatto a versione del browser. Le versioni si confrontano con $vgt.",
    ],
    [{ country: { $in: "IT" } }, "$in vuole una lista, di cui ogni voce è un testo."],
  ])("says what is wrong with the condition %j", (condition, italian) => {
    expect(checkCondition(condition).map(({ message }) => inItalian(message))).toEqual([italian]);
  });

  it.each([
    ["{{ cty }}", "Nessun campo si chiama {{ cty }}. Volevi dire {{ city }}?"],
    [
      "{{ traits }}",
      "A {{ traits }} manca un nome: scrivi quale (caratteristica), come in {{ traits.name }}.",
    ],
    ["{{ city", "Un campo o un tag non è chiuso: {{ finisce con }}, {% con %}, e {% if %} con {% endif %}."],
  ])("says what is wrong with the text %j", (text, italian) => {
    expect(inItalian(templateProblem(text, "text") ?? "")).toBe(italian);
  });

  it("says what is wrong with rules, whatever they are called", () => {
    const [rule] = demoConfiguration.rules;
    if (rule === undefined) throw new Error("The demo has no rule.");
    const name = "A: b {0} takes c.";
    const broken = { ...rule, id: "r", name, on: true, coverage: 0 };
    const circular = { ...demoConfiguration, rules: [broken] };
    expect(ruleWarnings(circular, "UTC", 0).map(({ message }) => inItalian(message))).toEqual([
      `${name} non si mostra a nessuno: la quota che partecipa è 0.`,
    ]);
    const twice = checkConfiguration({ ...demoConfiguration, rules: [rule, rule] });
    expect(twice.ok ? [] : twice.problems.map(({ message }) => inItalian(message))).toContain(
      `L’id ${rule.id} c’è due volte tra le regole.`,
    );
  });
});
