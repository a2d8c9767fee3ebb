import { describe, expect, it, vi } from "vitest";
import type { Offer } from "../../model/offer.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { ApiError } from "../api/api-error.ts";
import type { Draft } from "../../worker/api/contract.ts";
import { Editing } from "./editing.ts";

const offer = offerWith({ id: "o", name: "O", headline: "Ten off" });
const draft = (document: Offer, revision: number): Draft<"offers"> => ({
  document,
  live: offer,
  revision,
  updatedAt: "2026-11-22T12:00:00Z",
});

function setUp(save: (document: Offer, revision: number) => Promise<Draft<"offers">>) {
  const store = {
    load: async () => draft({ ...offer, headline: "Theirs" }, 9),
    save: vi.fn<typeof save>(save),
  };
  const editing = new Editing<"offers">(draft(offer, 3), store);
  const type = (headline: string) => editing.edit({ ...editing.document.value, headline }, "headline");
  return { editing, store, type };
}

const conflict = () =>
  Promise.reject(new ApiError("changed_meanwhile", "Someone else saved.", { status: 412 }));

describe("saving", () => {
  it("sends what was typed with the revision it was typed over", async () => {
    const { editing, store, type } = setUp(async (document) => draft(document, 4));
    type("Twenty off");
    expect(await editing.save()).toBe("saved");
    expect(store.save).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ headline: "Twenty off" }),
      3,
    );
    expect(editing.dirty.value).toBe(false);
    expect(editing.base.value.revision).toBe(4);
  });

  it("sends nothing where nothing changed, also when an edit was typed back", async () => {
    const { editing, store, type } = setUp(async (document) => draft(document, 4));
    type("Twenty off");
    type("Ten off");
    expect(await editing.save()).toBe("unchanged");
    expect(store.save).not.toHaveBeenCalled();
  });

  it("sends what is on no server yet, also where nothing was typed", async () => {
    const store = { load: async () => draft(offer, 0), save: async () => draft(offer, 1) };
    const editing = new Editing<"offers">(draft(offer, 0), store);
    expect([editing.dirty.value, await editing.save(), await editing.save()]).toEqual([
      false,
      "saved",
      "unchanged",
    ]);
  });

  it("keeps what is typed while the save is under way", async () => {
    let answer: (value: Draft<"offers">) => void = () => {};
    const { editing, type } = setUp(() => new Promise((resolve) => (answer = resolve)));
    type("Twenty");
    const saving = editing.save();
    type("Twenty off");
    answer(draft({ ...offer, headline: "Twenty" }, 4));
    await saving;
    expect(editing.document.value.headline).toBe("Twenty off");
    expect(editing.dirty.value).toBe(true);
  });
});

describe("problems", () => {
  const problems = [
    { code: "invalid_value", path: "offers[2].headline", message: "An offer needs a headline." },
  ];

  it("stand beside their field until it is corrected", async () => {
    const { editing, type } = setUp(() => Promise.reject(new ApiError("invalid", "No.", { problems })));
    type("");
    expect(await editing.save()).toBe("invalid");
    expect(editing.problemAt("headline")).toBe("An offer needs a headline.");
    type("T");
    expect(editing.problemAt("headline")).toBeUndefined();
  });

  it("are not swallowed where typing cannot mend them", async () => {
    const { editing, type } = setUp(() => Promise.reject(new ApiError("offline", "Cannot be reached.")));
    type("x");
    await expect(editing.save()).rejects.toThrow("Cannot be reached.");
    expect(editing.document.value.headline).toBe("x");
  });
});

describe("when someone else saved first", () => {
  it("shows theirs and puts mine aside, from where it comes back", async () => {
    const { editing, type } = setUp(conflict);
    type("Mine");
    expect(await editing.save()).toBe("conflict");
    expect(editing.document.value.headline).toBe("Mine");
    editing.loadTheirs();
    expect(editing.document.value.headline).toBe("Theirs");
    expect(editing.dirty.value).toBe(false);
    editing.bringBack();
    expect(editing.document.value.headline).toBe("Mine");
  });

  it("saves mine over theirs only after that was chosen", async () => {
    const { editing, store, type } = setUp((document, revision) =>
      revision === 9 ? Promise.resolve(draft(document, 10)) : conflict(),
    );
    type("Mine");
    await editing.save();
    editing.keepMine();
    expect(await editing.save()).toBe("saved");
    expect(store.save).toHaveBeenLastCalledWith(expect.objectContaining({ headline: "Mine" }), 9);
  });
});

describe("when drafts were replaced by a publish or a discard", () => {
  it("shows the new draft", async () => {
    const { editing } = setUp(conflict);
    await editing.refresh();
    expect(editing.document.value.headline).toBe("Theirs");
    expect(editing.dirty.value).toBe(false);
  });

  it("keeps what is typed and not saved, over the new revision", async () => {
    const { editing, store, type } = setUp(async (document) => draft(document, 10));
    type("Mine");
    await editing.refresh();
    expect(editing.document.value.headline).toBe("Mine");
    await editing.save();
    expect(store.save).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ headline: "Mine" }), 9);
  });
});
