/** Describes the API in OpenAPI 3.1, from the table of its endpoints. Source: https://spec.openapis.org/oas/v3.1.1.html */
import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { Change } from "../model/change.ts";
import { Condition } from "../model/condition/condition.ts";
import { documentSchemas } from "../model/configuration.ts";
import { Identity } from "../model/identity/identity.ts";
import { Site } from "../model/site.ts";
import { type ErrorCode, isWorthRepeating, statusOf } from "../worker/answer/error.ts";
import { ErrorAnswer } from "../worker/api/contract/answers.ts";
import { Explained } from "../worker/api/contract/decide.ts";
import type { Endpoint } from "../worker/api/contract/endpoint.ts";
import { errorsOf } from "../worker/api/contract/errors-of.ts";
import { isRepeatable } from "../worker/api/contract/is-repeatable.ts";
import { type Line, lineOf } from "../worker/api/contract/line.ts";

/** What is described once, by the name that it has in the description. */
const named = {
  Rule: documentSchemas.rules,
  Offer: documentSchemas.offers,
  Coupon: documentSchemas.coupons,
  Placement: documentSchemas.placements,
  Segment: documentSchemas.segments,
  List: documentSchemas.lists,
  Goal: documentSchemas.goals,
  Site,
  Change,
  Condition,
  Identity,
  Explanation: Explained,
  Error: ErrorAnswer,
};

type Json = Record<string, unknown>;

const settings: ConversionConfig = {
  target: "draft-2020-12",
  typeMode: "input",
  // What JSON Schema has no words for, such as what a condition may ask, is said in the guides.
  errorMode: "ignore",
  overrideRef: ({ referenceId }) => refTo(referenceId),
  overrideSchema: ({ valibotSchema, jsonSchema }) =>
    valibotSchema.type === "custom" ? { type: "object" } : jsonSchema,
};

/** @returns the document, ready to be written as JSON. */
export function describeApi(endpoints: Readonly<Record<string, Endpoint>>): Json {
  const paths: Record<string, Json> = {};
  for (const [key, endpoint] of Object.entries(endpoints)) {
    const line = lineOf(key);
    const path = line.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [line.method.toLowerCase()]: operation(key, line, endpoint) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Edgewise",
      version: "1",
      description:
        "Everything that the dashboard does, and what other channels may do with a key. How to use it is in docs/api.md.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/api/v1", description: "On the dashboard's host." }],
    paths,
    components: {
      schemas: toJsonSchemaDefs(named, settings),
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-ew-session" },
        key: { type: "http", scheme: "bearer", description: "A key of the site: ew_…" },
      },
    },
  };
}

function operation(key: string, { method, path, segments, parameters }: Line, endpoint: Endpoint): Json {
  const optional = Object.entries(endpoint.query ?? {});
  return {
    operationId: [method.toLowerCase(), ...(path.match(/[\w.]+/g) ?? [])].join("_").replaceAll(".", "_"),
    summary: endpoint.does,
    description: audienceOf(endpoint),
    security: securityOf(endpoint),
    parameters: [
      ...segments.map((name) => parameter(name, "path")),
      ...parameters.map((name) => parameter(name, "query")),
      ...optional.map(([name, schema]) => ({
        ...parameter(name, "query"),
        required: false,
        schema: schemaOf(schema),
      })),
      ...(endpoint.revision === "asked" ? preconditions : []),
      ...(endpoint.revision === "compared" ? [comparison] : []),
      ...(isRepeatable(key, endpoint) ? [repetition] : []),
    ],
    ...bodyOf(endpoint),
    responses: { ...answersOf(endpoint), ...failuresOf(errorsOf(key, endpoint)) },
  };
}

/** Source: RFC 9110, 13.1. */
const preconditions = [
  ["If-Match", 'The revision that was seen, as in "7", of what is there already.'],
  ["If-None-Match", "For something new: *."],
].map(([name = "", description = ""]) => header(name, description));

const comparison = header(
  "If-Match",
  'The revision that was seen, as in "7"; left out, it is done whatever there is.',
);

/** Source: https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header */
const repetition = header(
  "Idempotency-Key",
  "Text of 16 to 200 characters in quotes. What is sent again with the same one within 24 hours is done once, and answered as it was the first time.",
);

function header(name: string, description: string): Json {
  return { name, in: "header", description, required: false, schema: { type: "string" } };
}

function audienceOf({ who, scope, leaves }: Endpoint): string {
  if (who === "anybody") return "Needs no sign-in.";
  const key = scope === undefined ? "" : ` With a key: scope ${scope}.`;
  const trace = leaves === undefined ? "" : ` Leaves ${leaves} in the audit.`;
  return `For these roles: ${who.join(", ")}.${key}${trace}`;
}

function securityOf({ who, scope }: Endpoint): Json[] {
  if (who === "anybody") return [];
  return scope === undefined ? [{ session: [] }] : [{ session: [] }, { key: [] }];
}

function parameter(name: string, place: "path" | "query"): Json {
  return { name, in: place, required: true, schema: { type: "string" } };
}

function bodyOf({ body, takes = [] }: Endpoint): Json {
  if (body === undefined && takes.length === 0) return {};
  const json = body === undefined ? {} : { "application/json": { schema: schemaOf(body) } };
  return { requestBody: { required: true, content: { ...json, ...texts(takes) } } };
}

function answersOf({ answer, gives, revision, statuses = [200] }: Endpoint): Json {
  const content = gives === undefined ? { "application/json": { schema: schemaOf(answer) } } : texts(gives);
  const tag = { ETag: { description: "The revision.", schema: { type: "string" } } };
  const isTold = revision === "told" || revision === "asked";
  const headers = isTold ? { headers: tag } : {};
  return Object.fromEntries(
    statuses.map((status) => [status, { description: "The answer.", ...headers, content }]),
  );
}

function texts(types: readonly string[]): Json {
  return Object.fromEntries(types.map((type) => [type, { schema: { type: "string" } }]));
}

function failuresOf(codes: readonly ErrorCode[]): Json {
  const byStatus = Map.groupBy(codes, statusOf);
  const content = { "application/json": { schema: { $ref: refTo("Error") } } };
  return Object.fromEntries(
    [...byStatus].map(([status, each]) => [
      status,
      { description: each.toSorted().join(", "), ...(isWorthRepeating(status) ? waiting : {}), content },
    ]),
  );
}

const waiting = { headers: { "Retry-After": { description: "Seconds.", schema: { type: "integer" } } } };

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function schemaOf(schema: v.GenericSchema): Json {
  const {
    $schema: _dialect,
    $defs: _definitions,
    ...rest
  } = toJsonSchema(schema, {
    ...settings,
    definitions: named,
  }) as Json;
  return rest;
}
