import type { MiddlewareHandler } from "hono";
import type { SignedInUser } from "../../model/user.ts";
import { AnswerError } from "../answer/error.ts";
import type { ApiEnv } from "./signed-in.ts";

/** Lets in whoever has one of these roles. */
export function onlyFor(...roles: readonly SignedInUser["role"][]): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    if (!roles.includes(context.var.user.role))
      throw new AnswerError("not_allowed", `This is for people whose role is ${roles.join(" or ")}.`);
    await next();
  };
}
