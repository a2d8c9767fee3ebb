/** The layers as a lint rule, so that an editor shows a wrong import where it is written. */
import { relative, sep } from "node:path";
import { layerProblem } from "./layers.ts";

/** The little that the rule needs of the linter. */
interface Importing {
  readonly type: string;
  readonly source?: { readonly value?: unknown } | null;
  readonly importKind?: "type" | "value";
  readonly exportKind?: "type" | "value";
}

interface Context {
  readonly cwd: string;
  readonly filename: string;
  readonly report: (problem: { node: Importing; message: string }) => void;
}

const layers = {
  meta: { type: "problem" },
  create(context: Context) {
    const importer = relative(context.cwd, context.filename).split(sep).join("/");
    const check = (node: Importing): void => {
      if (typeof node.source?.value !== "string") return;
      const isType = [node.importKind, node.exportKind].includes("type") || node.type === "TSImportType";
      const message = layerProblem(importer, node.source.value, isType);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

export default { meta: { name: "edgewise" }, rules: { layers } };
