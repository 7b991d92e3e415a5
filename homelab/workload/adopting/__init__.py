"""A compose file of somebody's becomes wishes for `services`, and remarks on the rest.

Pure but for `reading`, which opens the file: `adopt` takes what was parsed, the variables that
it may put in, and a way to read the files that it names. Nothing is dropped in silence, and
no value of a secret leaves here: a reference takes its place.
"""

from homelab.workload.adopting.project import Adopted, adopt
from homelab.workload.adopting.reading import NotAdoptable, read
from homelab.workload.adopting.remarks import Remark
from homelab.workload.adopting.variables import variables_in

__all__ = ["Adopted", "NotAdoptable", "Remark", "adopt", "read", "variables_in"]
