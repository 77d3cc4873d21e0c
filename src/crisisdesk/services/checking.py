"""Looking whether a desk is whole, and what its journal says."""

from crisisdesk.progress import Progress, silent
from crisisdesk.store.checking import Report
from crisisdesk.store.workspace import Workspace


def check(workspace: Workspace, progress: Progress = silent) -> Report:
    """Look at pages, references, search index, digest chain, and whether the records are what the journal tells.

    Raises:
        UserError: The file is so damaged that it cannot be read.
    """
    return workspace.check(progress)
