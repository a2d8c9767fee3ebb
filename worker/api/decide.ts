import { Hono } from "hono/tiny";
import { checkFacts } from "../../model/facts/check-facts.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { askToDecide } from "../questions/ask-edge.ts";
import { onlyItsSite } from "./by-key.ts";
import type { Api } from "./contract.ts";
import { Question } from "./contract/decide.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Decides for any channel, as pages are decided: the edge does it. */
export const decideRoutes = new Hono<ApiEnv>().post("/", async (context) => {
  const question = demand(
    Question,
    await readJson(context.req.raw, 100_000),
    "invalid_request",
    "This cannot be decided.",
  );
  const claimed = checkFacts(question.context.facts, "context.facts");
  if (claimed.problems.length > 0)
    throw new AnswerError("invalid_request", "Some facts are not as they should be.", claimed.problems);
  onlyItsSite(context.var.key, question.site);
  if (question.identities.length > 0 && context.var.user.role === "viewer")
    throw new AnswerError("not_allowed", "Your role may ask for somebody new, but not for a customer.");
  const site = await siteOrThrow(context.env.DB, question.site);
  const asked = { ...question, site, context: { ...question.context, facts: claimed.facts } };
  const answer: Api["POST /decide"]["answer"] = await askToDecide(context.env, asked);
  return context.json(answer);
});
