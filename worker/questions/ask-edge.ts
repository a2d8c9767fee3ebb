import type { ErrorBody } from "../../model/problem.ts";
import { AnswerError, type ErrorCode } from "../answer/error.ts";
import type { UserAgent } from "../recognise/user-agent.ts";
import { inTime } from "../wait/in-time.ts";
import type { ChannelAnswer, ChannelQuestion } from "./channel.ts";

/** The edge's entrypoint for the dashboard's script, `edge-questions.ts`. */
export type EdgeBinding = Pick<ApiWorkerEnv, "EDGE">;

const deadlineMs = 20_000;
/** Whoever signs in waits for it. */
const browserDeadlineMs = 1000;

/** What somebody would get, decided where pages are. @throws AnswerError the edge's own, or that it does not answer. */
export async function askToDecide({ EDGE }: EdgeBinding, question: ChannelQuestion): Promise<ChannelAnswer> {
  const asking = async () =>
    EDGE.fetch("https://edge/decide", { method: "POST", body: JSON.stringify(question) });
  const response = await inTime(asking(), deadlineMs, "The edge").catch((error: unknown) => {
    console.error({ message: "The edge could not be asked.", error: String(error) });
    throw new AnswerError("temporarily_unavailable", "Nothing can be decided now. Please ask again.");
  });
  if (response.ok) return response.json();
  const { code, message, details } = (await response.json<ErrorBody>()).error;
  throw new AnswerError(code as ErrorCode, message, details?.problems);
}

/** Which browser asks, as pages know it; `null` where that is not known now. */
export async function browserOf({ EDGE }: EdgeBinding, { headers }: Request): Promise<UserAgent | null> {
  const telling = ["user-agent", "sec-ch-ua", "sec-ch-ua-platform"];
  const told = telling.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const asking = async () => {
    const response = await EDGE.fetch("https://edge/browser", { headers: Object.fromEntries(told) });
    return response.json<UserAgent>();
  };
  try {
    return await inTime(asking(), browserDeadlineMs, "The edge");
  } catch (error) {
    console.error({ message: "A browser's name could not be found out.", error: String(error) });
    return null;
  }
}
