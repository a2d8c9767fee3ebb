import type { Slice } from "../../model/identity/link.ts";
import { isVisitor, ownProfile } from "../../model/identity/node.ts";

export const nodeTables = `
  CREATE TABLE IF NOT EXISTS nodes (node TEXT PRIMARY KEY, slices TEXT NOT NULL, profile TEXT NOT NULL, shared_by INTEGER, hint TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS nodes_by_profile ON nodes (profile);
  CREATE INDEX IF NOT EXISTS shared_nodes ON nodes (shared_by) WHERE shared_by IS NOT NULL;
`;

/** What all links come to for one node. */
export interface KnownNode {
  node: string;
  /** By time; of a strong node at most one. None where it is its own profile's. */
  slices: Slice[];
  /** How many share it, where it is not one person's. */
  sharedBy: number | null;
  hint: string;
}

interface Row extends Record<string, SqlStorageValue> {
  node: string;
  slices: string;
  sharedBy: number | null;
  hint: string;
}

/** Who is who on a site, as all its links say. */
export class KnownNodes {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Somebody of whom there was no link is their own profile's. */
  get(node: string): KnownNode {
    const [row] = this.#sql.exec<Row>(`SELECT ${columns} FROM nodes WHERE node = ?`, node);
    return row === undefined ? { node, slices: [], sharedBy: null, hint: "" } : fromRow(row);
  }

  profileOf(node: string): string {
    return this.get(node).slices.at(-1)?.profile ?? ownProfile(node);
  }

  set({ node, slices, sharedBy, hint }: KnownNode): void {
    this.#sql.exec(
      `INSERT INTO nodes (node, slices, profile, shared_by, hint) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (node) DO UPDATE SET slices = ?2, profile = ?3, shared_by = ?4, hint = ?5`,
      node,
      JSON.stringify(slices),
      slices.at(-1)?.profile ?? ownProfile(node),
      sharedBy,
      hint,
    );
  }

  /** Makes a node known. @param hint empty where there is none. */
  meet(node: string, hint: string): void {
    this.#sql.exec(
      `INSERT INTO nodes (node, slices, profile, hint) VALUES (?1, '[]', ?2, ?3)
       ON CONFLICT (node) DO UPDATE SET hint = ?3 WHERE ?3 <> '' AND hint <> ?3`,
      node,
      ownProfile(node),
      hint,
    );
  }

  delete(node: string): void {
    this.#sql.exec("DELETE FROM nodes WHERE node = ?", node);
  }

  /** Whoever is this profile's now. */
  ofProfile(profile: string, most: number): KnownNode[] {
    const rows = this.#sql.exec<Row>(
      `SELECT ${columns} FROM nodes WHERE profile = ? ORDER BY node LIMIT ?`,
      profile,
      most,
    );
    return [...rows].map(fromRow);
  }

  /** Those that most share first. */
  shared(most: number): KnownNode[] {
    const rows = this.#sql.exec<Row>(
      `SELECT ${columns} FROM nodes WHERE shared_by IS NOT NULL ORDER BY shared_by DESC, node LIMIT ?`,
      most,
    );
    return [...rows].map(fromRow);
  }
}

const columns = "node, slices, shared_by AS sharedBy, hint";

function fromRow({ slices, ...row }: Row): KnownNode {
  return { ...row, slices: JSON.parse(slices) as Slice[] };
}

/** Whose a strong node is, as one slice without an end. */
export function slicesOfStrong(node: string, profile: string): Slice[] {
  return isVisitor(node) || profile === ownProfile(node) ? [] : [{ sinceMs: 0, profile }];
}
