/**
 * From now on, whoever takes away a child of this node that is not in it any more, or puts something before such a one, hears
 * no error: a change has moved it, or taken it off the page, and a framework goes by what it has put there itself. React takes
 * down its whole app for such an error.
 */
export const forgive = <Parent extends Node>(parent: Parent): Parent => {
  parent.removeChild = (child) => {
    (child as unknown as ChildNode).remove();
    return child;
  };
  parent.insertBefore = (node, next) => {
    if (next?.parentNode == (parent as Node)) (next as unknown as ChildNode).before(node);
    else (parent as unknown as ParentNode).append(node);
    return node;
  };
  return parent;
};
