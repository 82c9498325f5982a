import numpy as np
from numpy.typing import NDArray

def divsufsort(inp: NDArray[np.uint16]) -> NDArray[np.int32]: ...
