export { EdgeQuestions } from "./questions/edge-questions.ts";
import { visit } from "./visit/visit.ts";

/** The edge: shoppers' pages on shops' hosts. What remembers is in `objects-worker.ts`, the dashboard in `api-worker.ts`. */
export default {
  fetch: (request, env, context) => visit(request, env, context),
} satisfies ExportedHandler<EdgeEnv>;
