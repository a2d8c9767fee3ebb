import { describe, expect, it } from "vitest";
import { ApiError } from "../api/api-error.ts";
import { NotPublishedError } from "./add-site.ts";
import { problemsOf } from "./site-problems.ts";

const form = {
  name: "Shop",
  hosts: "a.example b_c",
  origin: "",
  language: "en",
  currency: "EUR",
  timeZone: "UTC",
};
const invalid = (path: string, message: string) => ({ code: "invalid_value", path, message });

describe("problems of a new site", () => {
  it("stand beside their fields, of several hosts with the one that is meant", () => {
    const problems = [invalid("name", "A name is needed."), invalid("hosts[1]", "A host is a name.")];
    expect(problemsOf(new ApiError("invalid_document", "No.", { problems }), form)).toEqual({
      fields: { name: "A name is needed.", hosts: "b_c: A host is a name." },
      general: "",
    });
  });

  it("say at the hosts that another site has one", () => {
    const taken = new ApiError("conflict", "The host a.example belongs to another site.", { status: 409 });
    expect(problemsOf(taken, form).fields).toEqual({
      hosts: "The host a.example belongs to another site.",
    });
  });

  it("are said in general where no field could show them", () => {
    const problems = [invalid("accent", "A colour is written as #rrggbb.")];
    const { general } = problemsOf(new ApiError("invalid_document", "No.", { problems }), form);
    expect(general).toBe("The shop could not be added. A colour is written as #rrggbb.");
    expect(problemsOf(new ApiError("offline", "No connection."), form).general).toBe("No connection.");
  });

  it("admit that the site is saved where only its version is missing", () => {
    const { general } = problemsOf(new NotPublishedError("Somebody else published."), form);
    expect(general).toBe(
      "The shop is saved, but its first version is not live yet. Somebody else published.",
    );
  });
});
