import type { RefusedLink } from "../../model/identity/joined.ts";
import type { Link } from "../../model/identity/link.ts";
import { isVisitor } from "../../model/identity/node.ts";

export const linkTables = `
  CREATE TABLE IF NOT EXISTS links (id TEXT PRIMARY KEY, time_ms INTEGER NOT NULL, nodes TEXT NOT NULL, said_by TEXT NOT NULL, undone TEXT, refused TEXT) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS refused_links ON links (time_ms) WHERE refused IS NOT NULL;
  CREATE TABLE IF NOT EXISTS links_of_nodes (node TEXT NOT NULL, is_visitors INTEGER NOT NULL, link TEXT NOT NULL, PRIMARY KEY (node, is_visitors, link)) WITHOUT ROWID;
`;

/** A link as it is kept, also where it was undone. */
export interface KeptLink extends Link {
  undone: { by: string; atMs: number } | null;
  /** Those of its nodes that stay apart, and why. */
  refused: RefusedLink[];
}

interface Row extends Record<string, SqlStorageValue> {
  id: string;
  timeMs: number;
  by: string;
  /** JSON, as the others. */
  nodes: string;
  undone: string | null;
  refused: string | null;
}

/** All links of a site. */
export class KeptLinks {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** @returns `false` where that says nothing new. */
  keep({ id, timeMs, nodes, by }: Link): boolean {
    const known = this.find(id);
    if (known !== undefined) {
      if (known.timeMs <= timeMs) return false;
      this.#sql.exec("UPDATE links SET time_ms = ? WHERE id = ?", timeMs, id);
      return known.undone === null;
    }
    this.#sql.exec(
      "INSERT INTO links (id, time_ms, nodes, said_by) VALUES (?, ?, ?, ?)",
      id,
      timeMs,
      JSON.stringify(nodes),
      by,
    );
    const isVisitors = nodes.some(isVisitor) ? 1 : 0;
    for (const node of nodes)
      this.#sql.exec(
        "INSERT INTO links_of_nodes (node, is_visitors, link) VALUES (?, ?, ?)",
        node,
        isVisitors,
        id,
      );
    return true;
  }

  find(id: string): KeptLink | undefined {
    const [row] = this.#sql.exec<Row>(`SELECT ${columns} FROM links WHERE id = ?`, id);
    return row === undefined ? undefined : fromRow(row);
  }

  undo(id: string, by: string, nowMs: number): void {
    const undone = JSON.stringify({ by, atMs: nowMs });
    this.#sql.exec("UPDATE links SET undone = ?, refused = NULL WHERE id = ?", undone, id);
  }

  /** Says what a link does not join. */
  refuse(id: string, refused: readonly RefusedLink[]): void {
    const text = refused.length === 0 ? null : JSON.stringify(refused);
    this.#sql.exec("UPDATE links SET refused = ?1 WHERE id = ?2 AND refused IS NOT ?1", text, id);
  }

  /** Links that do not join all of their nodes, the latest first. */
  refused(most: number): KeptLink[] {
    const rows = this.#sql.exec<Row>(
      `SELECT ${columns} FROM links WHERE refused IS NOT NULL ORDER BY time_ms DESC LIMIT ?`,
      most,
    );
    return [...rows].map(fromRow);
  }

  /** Links that count, of a node: those that join it, or those that say whose a visitor is. */
  of(node: string, kind: "joining" | "visitors", most: number): KeptLink[] {
    const rows = this.#sql.exec<Row>(
      `SELECT ${columns} FROM links_of_nodes JOIN links ON id = link
       WHERE node = ? AND is_visitors = ? AND undone IS NULL LIMIT ?`,
      node,
      kind === "visitors" ? 1 : 0,
      most,
    );
    return [...rows].map(fromRow);
  }

  /** Whatever was said of a node, also what was undone; the latest first. */
  allOf(node: string, most: number): KeptLink[] {
    const rows = this.#sql.exec<Row>(
      `SELECT ${columns} FROM links_of_nodes JOIN links ON id = link WHERE node = ? ORDER BY time_ms DESC, id LIMIT ?`,
      node,
      most,
    );
    return [...rows].map(fromRow);
  }

  delete({ id, nodes }: Link): void {
    const isVisitors = nodes.some(isVisitor) ? 1 : 0;
    for (const node of nodes)
      this.#sql.exec(
        "DELETE FROM links_of_nodes WHERE node = ? AND is_visitors = ? AND link = ?",
        node,
        isVisitors,
        id,
      );
    this.#sql.exec("DELETE FROM links WHERE id = ?", id);
  }
}

const columns = "id, time_ms AS timeMs, said_by AS by, nodes, undone, refused";

function fromRow({ nodes, undone, refused, ...row }: Row): KeptLink {
  return {
    ...row,
    nodes: JSON.parse(nodes) as string[],
    undone: JSON.parse(undone ?? "null") as KeptLink["undone"],
    refused: JSON.parse(refused ?? "[]") as RefusedLink[],
  };
}
