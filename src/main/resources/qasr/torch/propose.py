# TorchScript, compiled by qasr.torch at start-up, after layers.py, int8.py and cached_decoder.py. Never run by Python.
#
# Proposes the next token of one sequence, with matrices in 8 bits. The proposal is checked with the weights of the result, so
# it need not be the same bits on any machine: x is quantised by fbgemm itself, as a whole, which takes a quarter of the
# operators of int8.py's products. Names of sizes are those of cached_decoder.py.


def quick_product(x: Tensor, weight: Any, matrix: List[Tensor]) -> Tensor:
    # [1, in] -> [1, out], with matrix if it is the output of int8_matrix, else, if it is empty, with weight
    if len(matrix) == 0:
        return multiply(x, weight, matrix, False)
    row = x if matrix[3].numel() == 0 else x * matrix[3]
    y = torch.fbgemm_linear_int8_weight_fp32_activation(row, matrix[6], matrix[0], matrix[1], 1.0, 0, matrix[5])
    y = y.mul_(matrix[2])
    if matrix[8].numel() > 0:
        y = y.add_(dense_packed(row.index_select(1, matrix[8]), matrix[10], None))
    return y


def likely_token(embedding: Tensor, position: Tensor, cache: Tensor, layers: List[Tensor], int8_layers: List[List[Tensor]],
                 norm: Tensor, head_norms: List[Tensor], output: Tensor, shortlist: List[Tensor], heads: int, kv_heads: int,
                 head_dim: int, theta: float, epsilon: float, vectors: bool) -> int:
    # the last token's embedding [1, E], its position [1], the cache [layers, 2, G, C, R] with all positions before it, which
    # gets this one's keys and values, and the weights as for run_layers -> the probable next token. shortlist is the output
    # of shortlist_matrix, or empty; then output, the vocabulary's matrix [V, E], is used.
    eps = torch.full([1], epsilon)
    start = int(position)
    rotary = signed_rotary(position, head_dim, theta)
    past = cache.narrow(3, 0, start + 1).unbind()
    x = embedding.clone()
    for layer in range(len(past)):
        base = 8 * layer
        z = quick_product(normalised(x, layers[base], eps), layers[base + 1], int8_layers[4 * layer])
        z = z.view([1, heads + 2 * kv_heads, head_dim])
        q, k = turned(z.narrow(1, 0, heads + kv_heads), head_norms[layer], rotary, eps).split([heads, kv_heads], 1)
        kv = torch.cat([k, z.narrow(1, heads + kv_heads, kv_heads)], 1)
        past[layer].select(2, start).copy_(kv.view([2, kv_heads, head_dim]))
        y = attend(q.view([1, kv_heads, heads // kv_heads, head_dim]), past[layer], vectors)
        x.add_(quick_product(y.view([1, heads * head_dim]), layers[base + 2], int8_layers[4 * layer + 1]))
        z = quick_product(normalised(x, layers[base + 5], eps), layers[base + 6], int8_layers[4 * layer + 2])
        gate, up = z.chunk(2, 1)
        x.add_(quick_product(torch.silu(gate).mul_(up), layers[base + 7], int8_layers[4 * layer + 3]))
    return int(quick_product(normalised(x, norm, eps), output, shortlist).argmax())
