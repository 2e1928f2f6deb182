"""Makes the small ONNX models against which the encoders are tested; needs onnx and numpy, run by hand:

    python benchmarks/reference/encoders.py data/src/test/resources/encoders
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = [helper.make_opsetid("", 13)]


def save(folder, name, nodes, inputs, outputs, constants):
    graph = helper.make_graph(
        nodes, name, inputs, outputs, [numpy_helper.from_array(a, n) for n, a in constants.items()]
    )
    model = helper.make_model(graph, opset_imports=OPSET, ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, folder / f"{name}.onnx")


def text(folder):
    """Each token's vector is (id, id * id, 1); inputs as BERT's, of which types and mask must be there."""
    table = np.array([[i, i * i, 1] for i in range(16)], dtype=np.float32)
    ids, mask, types = (
        helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"])
        for n in ("input_ids", "attention_mask", "token_type_ids")
    )
    out = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "length", 3])
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["vectors"], axis=0),
        helper.make_node("Add", ["attention_mask", "token_type_ids"], ["shown"]),
        helper.make_node("Cast", ["shown"], ["shown_float"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["shown_float", "last"], ["factor"]),
        helper.make_node("Mul", ["vectors", "factor"], ["last_hidden_state"]),
    ]
    save(folder, "text", nodes, [ids, mask, types], [out], {"table": table, "last": np.array([2], np.int64)})


def vision(folder):
    """Patches of 2 x 2 points: their mean colour, as tokens (batch, patches, 3), and the mean of all, pooled."""
    pixels = helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["batch", 3, "height", "width"])
    tokens = helper.make_tensor_value_info("patches", TensorProto.FLOAT, ["batch", "count", 3])
    pooled = helper.make_tensor_value_info("pooled", TensorProto.FLOAT, ["batch", 3])
    nodes = [
        helper.make_node("AveragePool", ["pixel_values"], ["grid"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Reshape", ["grid", "flat"], ["columns"]),
        helper.make_node("Transpose", ["columns"], ["patches"], perm=[0, 2, 1]),
        helper.make_node("ReduceMean", ["patches"], ["pooled"], axes=[1], keepdims=0),
    ]
    save(folder, "vision", nodes, [pixels], [tokens, pooled], {"flat": np.array([0, 3, -1], np.int64)})


if __name__ == "__main__":
    target = Path(sys.argv[1])
    text(target)
    vision(target)
