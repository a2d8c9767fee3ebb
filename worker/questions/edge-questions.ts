import { WorkerEntrypoint } from "cloudflare:workers";
import { AnswerError, errorAnswer, requestIdOf } from "../answer/error.ts";
import { userAgentOf } from "../recognise/user-agent.ts";
import type { ChannelQuestion } from "./channel.ts";
import { decideForChannel } from "./decide-for-channel.ts";

/**
 * What the dashboard's script asks the edge, so that it need not hold the same code: no host leads here, and nobody else
 * is bound to it. See `ask-edge.ts`.
 */
export class EdgeQuestions extends WorkerEntrypoint<EdgeEnv> {
  override async fetch(request: Request): Promise<Response> {
    try {
      return Response.json(await this.#answer(request));
    } catch (error) {
      return errorAnswer(error, requestIdOf(request));
    }
  }

  async #answer(request: Request): Promise<unknown> {
    const later = (work: Promise<unknown>) => this.ctx.waitUntil(work);
    switch (new URL(request.url).pathname) {
      case "/decide":
        return decideForChannel(this.env, await request.json<ChannelQuestion>(), later);
      case "/browser":
        return userAgentOf(request.headers);
      default:
        throw new AnswerError("not_found", "Nobody asks this.");
    }
  }
}
