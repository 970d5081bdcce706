"""Executes notebooks and stores their outputs in them, the same bytes each time."""

import sys

import nbclient
import nbformat


def join_streams(cell):
    """Makes adjacent texts of one stream one: where they are cut depends on timing."""
    joined = []
    for output in cell.outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    cell.outputs = joined


for path in sys.argv[1:]:
    notebook = nbformat.read(path, 4)
    nbclient.NotebookClient(notebook, timeout=60, record_timing=False).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            join_streams(cell)
    nbformat.write(notebook, path)
    print(path)
