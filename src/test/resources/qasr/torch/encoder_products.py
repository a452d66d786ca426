# TorchScript, compiled by the benchmark after layers.py, convolution.py and audio_encoder.py. Never run by Python.
#
# The products of a chunk with nothing between them: each takes the same input, of the right shape, again and again.


def encoder_products(x: Tensor, hidden: Tensor, layers: List[Tensor], head: List[Tensor]) -> Tensor:
    # x [T, D], hidden [T, 4 D]
    # a product of which nothing is returned would be optimised away
    y = dense_biased(x, head[2], head[3])[0, 0]
    for layer in range(len(layers) // 16):
        base = 16 * layer
        for matrix in [0, 2, 4, 6, 10]:
            y = y + dense_biased(x, layers[base + matrix], layers[base + matrix + 1])[0, 0]
        y = y + dense_biased(hidden, layers[base + 12], layers[base + 13])[0, 0]
    return y + dense_biased(x, head[4], head[5])[0, 0]


def convolutions(chunks: Tensor, stem: List[Tensor]) -> Tensor:
    # as convolve_one_by_one, without the activations
    parts: List[Tensor] = []
    for part in chunks.split(1):
        x = convolve_2d(part, stem[0], stem[1], 2, 1, True)
        x = convolve_2d(x, stem[2], stem[3], 2, 1, True)
        x = convolve_2d(x, stem[4], stem[5], 2, 1, True)
        parts.append(dense(x.permute([0, 3, 1, 2]).flatten(2), stem[6]))
    return torch.cat(parts)
