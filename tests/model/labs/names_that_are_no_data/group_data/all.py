import json as codec
import os.path
from pathlib import Path

_secret = 1
shown = codec.dumps({"a": Path("x").name}) + os.path.sep
