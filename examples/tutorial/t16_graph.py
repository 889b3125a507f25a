# SPDX-License-Identifier: MIT
"""The graph behind a tensor: its nodes, where they lead, how long it lasts, its picture."""

import rushlight as torch
from show_error import show_error


def walk(node, depth=0):
    print("  " * depth + ("None" if node is None else node.name()))
    for following, _ in node.next_functions if node is not None else ():
        walk(following, depth + 1)


def picture(root):
    """The graph in Graphviz's language."""
    numbers, lines = {}, ["digraph rushlight {"]

    def visit(node):
        if node in numbers:
            return
        numbers[node] = len(numbers)
        lines.append(f'  n{numbers[node]} [label="{node.name()}"];')
        for following, _ in node.next_functions:
            if following is not None:
                visit(following)
                lines.append(f"  n{numbers[following]} -> n{numbers[node]};")

    visit(root)
    return "\n".join(lines + ["}"])


a = torch.ones(2, requires_grad=True)
c = (a * a).sum()
print(f"a is a leaf: {a.is_leaf}, c is a leaf: {c.is_leaf}")
walk(c.grad_fn)
print(picture(c.grad_fn))
c.backward(retain_graph=True)
c.backward()
print(a.grad)
try:
    c.backward()
except RuntimeError as e:
    show_error(e)
