/** How much one person can be: beyond that, somebody else is among them. */
export interface Limits {
  /** Nodes of a type in one profile; a person is one customer. */
  ofType: Readonly<Record<string, number>>;
  ofOtherTypes: number;
  /** Customers that a strong node is linked with directly, before it is shared by all of them. */
  customersOfNode: number;
  /** Other strong nodes that one is linked with directly, before it is a placeholder, such as the customer `guest`. */
  neighboursOfNode: number;
  /** Browsers that a strong node was said to be on, before it is a placeholder too. */
  visitorsOfNode: number;
  /** Persons on one browser, before it is a kiosk. */
  personsOfVisitor: number;
}

export const usualLimits: Limits = {
  ofType: { customer: 1 },
  ofOtherTypes: 10,
  customersOfNode: 1,
  neighboursOfNode: 50,
  visitorsOfNode: 300,
  personsOfVisitor: 3,
};
