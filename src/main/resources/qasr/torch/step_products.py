# TorchScript, compiled after layers.py and int8.py to measure the time of products. Never run by Python.


def decoder_products(x: Tensor, heads: Tensor, hidden: Tensor, layers: List[Tensor], int8_layers: List[List[Tensor]],
                     count: int) -> Tensor:
    # the products of the first count layers of cached_decoder.py without other operators: always x [S, E], heads [S, H R] and
    # hidden [S, I]. A product whose result is not returned would be optimised away.
    y = torch.zeros([])
    for layer in range(count):
        base = 8 * layer
        y = y + multiply(x, layers[base + 1], int8_layers[4 * layer], False)[0, 0]
        y = y + multiply(heads, layers[base + 2], int8_layers[4 * layer + 1], False)[0, 0]
        y = y + multiply(x, layers[base + 6], int8_layers[4 * layer + 2], False)[0, 0]
        y = y + multiply(hidden, layers[base + 7], int8_layers[4 * layer + 3], False)[0, 0]
    return y
