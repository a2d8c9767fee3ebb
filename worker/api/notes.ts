import { Hono } from "hono/tiny";
import * as v from "valibot";
import { ProfileId } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { askProfile } from "./ask-profile.ts";
import { writeAudit } from "./audited.ts";
import type { Api } from "./contract.ts";
import { NewNote } from "./contract/profiles.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const NoteId = v.pipe(v.string(), v.uuid());

/** What those who serve customers write down of them. The audit says that they did, and not what. */
export const noteRoutes = new Hono<ApiEnv>()
  .post("/:id/notes", async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const id = demand(ProfileId, context.req.param("id"), "invalid_request", "This is no profile's id.");
    const body = await readJson(context.req.raw, 10_000);
    const { text } = demand(NewNote, body, "invalid_request", "This is no note.");
    const { user } = context.var;
    const nowMs = Date.now();
    const note = { id: crypto.randomUUID(), text, by: { id: user.id, name: user.name }, atMs: nowMs };
    const asked = { site: site.id, id, nowMs };
    const [outcome, profile] = await askProfile(
      context.env,
      asked,
      async (stub, whose): Promise<[string, string]> => [await stub.note(note), whose],
    );
    if (outcome === "nobody") throw new AnswerError("not_found", "Nobody is known by this id.");
    if (outcome === "full")
      throw new AnswerError(
        "conflict",
        "There are 100 notes already. Delete one that is not needed any more.",
      );
    await writeAudit(context, { site: site.id, what: "note.written", about: aboutOf(profile) });
    const { atMs, ...said } = note;
    const answer: Api["POST /profiles/:id/notes?site=:site"]["answer"] = {
      note: { ...said, at: new Date(atMs).toISOString() },
    };
    return context.json(answer);
  })
  .delete("/:id/notes/:note", async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const id = demand(ProfileId, context.req.param("id"), "invalid_request", "This is no profile's id.");
    const note = demand(NoteId, context.req.param("note"), "invalid_request", "This is no note's id.");
    const asked = { site: site.id, id, nowMs: Date.now() };
    const [isGone, profile] = await askProfile(
      context.env,
      asked,
      async (stub, whose): Promise<[boolean, string]> => [await stub.unnote(note), whose],
    );
    if (!isGone) throw new AnswerError("not_found", "There is no such note.");
    await writeAudit(context, { site: site.id, what: "note.deleted", about: aboutOf(profile) });
    const answer: Api["DELETE /profiles/:id/notes/:note?site=:site"]["answer"] = { deleted: true };
    return context.json(answer);
  });

function aboutOf(profile: string) {
  return { kind: "profile", id: profile, name: "" };
}
