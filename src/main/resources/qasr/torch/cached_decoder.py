# TorchScript, compiled by qasr.torch at start-up. Never run by Python.
#
# The text decoder of Qwen3-ASR (a stock Qwen3) with a cache for each sequence. layers.py and int8.py come before it.
#
#   B  sequences                     S  positions that run at once
#   E  hidden_size                   V  vocab_size
#   H  num_attention_heads           G  num_key_value_heads
#   R  head_dim                      I  intermediate_size
#   C  positions a cache has room for
#
# Weights come as a flat list, 8 per layer in this order; matrices with the same input are joined into one:
#   input_layernorm [E]  q_proj, k_proj, v_proj [(H + 2 G) R, E]  o_proj [E, H R]  q_norm [R]  k_norm [R]
#   post_attention_layernorm [E]  gate_proj, up_proj [2 I, E]  down_proj [E, I]
# and the output of int8.py for the four matrices of each layer; an empty list means that the matrix is used unchanged.
#
# Every sequence has its own cache, [layers, 2, G, C, R], and attends to exactly the positions that it has filled. There is
# no padding, so other sequences in the batch cannot change a result. A cache is in float32, or in bfloat16 if products are
# in bfloat16: values are bfloat16 already, so only keys are rounded. Attention computes in float32.


def signed_rotary(positions: Tensor, head_dim: int, theta: float) -> List[Tensor]:
    # [N] -> cosines [N, 1, R] and sines with the signs of the rotation [N, 1, R]
    table = rotary_table(positions, head_dim, theta).unsqueeze(2)
    cosines, sines = table.unbind()
    return [torch.cat([cosines, cosines], 2), torch.cat([sines.neg(), sines], 2)]


def normalised(x: Tensor, weight: Tensor, eps: Tensor) -> Tensor:
    # each row of the last axis divided by its root mean square, times weight; eps [1]; fewer operators than torch.rms_norm
    length = torch.linalg_vector_norm(x, 2, [-1], True)
    scale = torch.addcmul(eps, length, length, value=1.0 / x.size(-1)).rsqrt_()
    return torch.mul(x, scale).mul_(weight)


def turned(x: Tensor, weight: Tensor, rotary: List[Tensor], eps: Tensor) -> Tensor:
    # heads [N, heads, R] and their norms' weights [heads, R] -> [N, heads, R], normalised and rotated by their positions
    y = normalised(x, weight, eps)
    return torch.mul(y, rotary[0]).addcmul_(torch.roll(y, [x.size(-1) // 2], [-1]), rotary[1])


def attend_by_vectors(q: Tensor, past: Tensor) -> Tensor:
    # like attend, with a product of a matrix and a vector for each query head; past in float32
    keys = past[0].unbind()
    values = past[1].transpose(1, 2).unbind()
    queries = q.reshape([-1, q.size(3)]).unbind()
    shared = q.size(2)
    scores = torch.zeros([len(queries), past.size(2)])
    rows = scores.unbind()
    for i in range(len(queries)):
        torch.mv(keys[i // shared], queries[i], out=rows[i])
    shares = torch.softmax(scores, -1).unbind()
    y = torch.zeros([len(queries), past.size(3)])
    sums = y.unbind()
    for i in range(len(queries)):
        torch.mv(values[i // shared], shares[i], out=sums[i])
    return y.view(q.size())


def attend(q: Tensor, past: Tensor, vectors: bool) -> Tensor:
    # one row that sees all of its sequence: q [1, G, H / G, R], already scaled, past [2, G, P, R] -> [1, G, H / G, R]
    # The query heads that share a key head are its rows, so keys are not repeated. A cache in 16 bits is converted to
    # float32 first: the conversion and float32 attention take less time than reading a float32 cache.
    # vectors: see Libtorch.hasSmallProducts
    if vectors:
        return attend_by_vectors(q, past.to(6))  # 6 = float32
    keys, values = past.to(6).split(1)
    if q.is_cuda:
        return torch.scaled_dot_product_attention(q, keys, values, None, 0.0, False, scale=1.0)
    # the same result in fewer steps
    return torch._scaled_dot_product_flash_attention_for_cpu(q, keys, values, 0.0, False, attn_mask=None, scale=1.0)[0]


def attend_masked(q: Tensor, past: Tensor, mask: Tensor) -> Tensor:
    # rows of one sequence: q [S, G, H / G, R], past [2, G, P, R], mask [H / G * S, P] -> [S, G, H / G, R]
    # Plain products: libtorch's attention takes 14 % longer with a mask, and 50 % longer with its option for causal masks.
    folded = q.permute([1, 2, 0, 3]).reshape([q.size(1), q.size(2) * q.size(0), q.size(3)])
    scores = torch.bmm(folded, past[0].transpose(1, 2)).add_(mask)
    y = torch.bmm(torch.softmax(scores, -1), past[1])
    return y.view([q.size(1), q.size(2), q.size(0), q.size(3)]).permute([2, 0, 1, 3])


def masks_of_last(masks: List[Tensor], rows: int, folds: int) -> List[Tensor]:
    # the mask of the last rows of a block, which are rows of its last mask
    mask = masks[-1].view([folds, -1, masks[-1].size(1)])
    return [mask.narrow(1, mask.size(1) - rows, rows).reshape([folds * rows, mask.size(2)])]


def attend_rows(q: Tensor, caches: List[List[Tensor]], layer: int, starts: List[int], vectors: bool) -> Tensor:
    # a row of each sequence, or rows of one that follow each other: q [N, G, H / G, R] -> [N, G, H / G, R]
    seen: List[Tensor] = []
    rows = q.split(1)
    if len(rows) > len(starts):
        wide = caches[0][layer].narrow(2, 0, starts[0] + len(rows)).to(6)  # 6 = float32; once for all
        for i in range(len(rows)):
            seen.append(attend(rows[i], wide.narrow(2, 0, starts[0] + i + 1), vectors))
        return torch.cat(seen)
    for b in range(len(starts)):
        seen.append(attend(rows[b], caches[b][layer].narrow(2, 0, starts[b] + 1), vectors))
    return torch.cat(seen)


def attend_blocks(q: Tensor, cache: Tensor, masks: List[Tensor]) -> Tensor:
    # rows of one sequence: q [N, G, H / G, R], cache [2, G, C, R] -> [N, G, H / G, R]
    seen: List[Tensor] = []
    wide = cache.narrow(2, 0, masks[-1].size(1)).to(6)  # 6 = float32; the last block sees most positions
    at = 0
    for mask in masks:
        length = mask.size(0) // q.size(2)
        seen.append(attend_masked(q.narrow(0, at, length), wide.narrow(2, 0, mask.size(1)), mask))
        at += length
    return torch.cat(seen)


def norms_of_heads(layers: List[Tensor], heads: int, kv_heads: int, head_dim: int) -> List[Tensor]:
    # the factors of query and key heads in each layer, [H + G, R], including the scale of attention
    norms: List[Tensor] = []
    for layer in range(len(layers) // 8):
        queries = torch.mul(layers[8 * layer + 3], head_dim**-0.5)
        keys = layers[8 * layer + 4]
        norms.append(torch.cat([queries.expand([heads, head_dim]), keys.expand([kv_heads, head_dim])]))
    return norms


def run_layers(x: Tensor, positions: Tensor, caches: List[Tensor], starts: List[int], masks: List[Tensor],
               layers: List[Tensor], int8_layers: List[List[Tensor]], twice: bool, head_norms: List[Tensor],
               heads: int, kv_heads: int, head_dim: int, theta: float, eps: Tensor, vectors: bool, wanted: int) -> Tensor:
    # hidden states [N, E] at positions [N] -> the last rows of the same tensor, [wanted, E], changed by all layers. N / B rows
    # belong to each of the caches, in order, and go to its positions starts[b].. The last layer only fills its cache for
    # the other rows.
    # Without masks, each row sees its sequence up to itself (one row for each sequence, or one sequence). With masks, there is
    # one sequence, and its rows see blocks of [H / G * rows, columns], as additive_masks makes them.
    count = x.size(0)
    rows = count // len(caches)
    rotary = signed_rotary(positions, head_dim, theta)
    split: List[List[Tensor]] = []  # by sequence and layer
    for cache in caches:
        split.append(cache.unbind())
    last = len(layers) // 8 - 1
    for layer in range(last + 1):
        base = 8 * layer
        z = multiply(normalised(x, layers[base], eps), layers[base + 1], int8_layers[4 * layer], twice)
        z = z.view([count, heads + 2 * kv_heads, head_dim])
        q, k = turned(z.narrow(1, 0, heads + kv_heads), head_norms[layer], rotary, eps).split([heads, kv_heads], 1)
        kv = torch.cat([k, z.narrow(1, heads + kv_heads, kv_heads)], 1).view([count, 2, kv_heads, head_dim])
        if rows == 1:
            written = kv.unbind()
            for b in range(count):
                split[b][layer].select(2, starts[b]).copy_(written[b])
        else:
            split[0][layer].narrow(2, starts[0], rows).copy_(kv.permute([1, 2, 0, 3]))
        q = q.view([count, kv_heads, heads // kv_heads, head_dim])
        if layer == last and wanted < count:
            x = x.narrow(0, count - wanted, wanted)
            q = q.narrow(0, count - wanted, wanted)
            masks = masks_of_last(masks, wanted, q.size(2))
        if x.size(0) > 0:
            if len(masks) == 0:
                y = attend_rows(q, split, layer, starts, vectors)
            else:
                y = attend_blocks(q, split[0][layer], masks)
            x.add_(multiply(y.view([x.size(0), heads * head_dim]), layers[base + 2], int8_layers[4 * layer + 1], twice))
            z = multiply(normalised(x, layers[base + 5], eps), layers[base + 6], int8_layers[4 * layer + 2], twice)
            gate, up = z.chunk(2, 1)
            x.add_(multiply(torch.silu(gate).mul_(up), layers[base + 7], int8_layers[4 * layer + 3], twice))
    return x


def run_layer(x: Tensor, positions: Tensor, cache: Tensor, start: int, masks: List[Tensor], layers: List[Tensor],
              int8_layers: List[List[Tensor]], layer: int, twice: bool, head_norms: List[Tensor], heads: int, kv_heads: int,
              head_dim: int, theta: float, epsilon: float, wanted: int) -> Tensor:
    # hidden states [N, E] of one sequence -> its last rows, changed by one layer in the same tensor; the rest as for run_layers
    eps = torch.full([1], epsilon, device=x.device)
    return run_layers(x, positions, [cache.narrow(0, layer, 1)], [start], masks, layers[8 * layer:8 * layer + 8],
                      int8_layers[4 * layer:4 * layer + 4], twice, head_norms[layer:layer + 1], heads, kv_heads, head_dim,
                      theta, eps, False, wanted)  # with masks


def normalised_states(x: Tensor, norm: Tensor, epsilon: float) -> Tensor:
    # [N, E] -> [N, E]
    return normalised(x, norm, torch.full([1], epsilon, device=x.device))


def decode_cached(embeddings: Tensor, positions: Tensor, caches: List[Tensor], starts: List[int],
                  masks: List[Tensor], layers: List[Tensor], int8_layers: List[List[Tensor]], twice: bool,
                  norm: Tensor, head_norms: List[Tensor], heads: int, kv_heads: int, head_dim: int, theta: float, epsilon: float,
                  vectors: bool, wanted: int) -> Tensor:
    # embeddings [N, E] at positions [N] -> normalised hidden states [wanted, E]; the rest as for run_layers
    eps = torch.full([1], epsilon, device=embeddings.device)
    x = run_layers(embeddings.clone(), positions, caches, starts, masks, layers, int8_layers, twice, head_norms, heads,
                   kv_heads, head_dim, theta, eps, vectors, wanted)
    return normalised(x, norm, eps)


def causal_masks(length: int, start: int, rows: int, folds: int, device: Device) -> List[Tensor]:
    # masks for the positions from start on, [folds * rows, columns] for each block of rows: 0 for the position itself and
    # earlier ones, minus infinity for later ones. A block ends at the column of its last row, which avoids half of the
    # products that the mask would remove.
    masks: List[Tensor] = []
    for first in range(0, length, rows):
        count = min(rows, length - first)
        end = start + first + count
        mask = torch.full([count, end], -float("inf"), device=device).triu(start + first + 1)
        masks.append(mask.repeat([folds, 1]))
    return masks


def ask(x: Tensor, positions: Tensor, cache: Tensor, start: int, layers: List[Tensor], int8_layers: List[List[Tensor]],
        layer: int, head_norms: List[Tensor], heads: int, kv_heads: int, head_dim: int, theta: float, epsilon: float) -> Tensor:
    # The first half of a layer in a pass over a whole sequence, for the hidden states [N, E] of a block of it: its queries
    # [N, G, H / G, R]; its keys and values go to the positions start.. of the cache, [2, G, S, R].
    count = x.size(0)
    eps = torch.full([1], epsilon, device=x.device)
    rotary = signed_rotary(positions, head_dim, theta)
    z = multiply(normalised(x, layers[8 * layer], eps), layers[8 * layer + 1], int8_layers[4 * layer], False)
    z = z.view([count, heads + 2 * kv_heads, head_dim])
    q, k = turned(z.narrow(1, 0, heads + kv_heads), head_norms[layer], rotary, eps).split([heads, kv_heads], 1)
    kv = torch.cat([k, z.narrow(1, heads + kv_heads, kv_heads)], 1).view([count, 2, kv_heads, head_dim])
    cache.narrow(2, start, count).copy_(kv.permute([1, 2, 0, 3]))
    return q.view([count, kv_heads, heads // kv_heads, head_dim])


def answer(x: Tensor, q: Tensor, cache: Tensor, masks: List[Tensor], layers: List[Tensor],
           int8_layers: List[List[Tensor]], layer: int, epsilon: float) -> Tensor:
    # The second half: the same hidden states, changed by the layer. The cache has all earlier keys and values.
    base = 8 * layer
    eps = torch.full([1], epsilon, device=x.device)
    y = attend_blocks(q, cache, masks)
    x.add_(multiply(y.view([x.size(0), -1]), layers[base + 2], int8_layers[4 * layer + 1], False))
    z = multiply(normalised(x, layers[base + 5], eps), layers[base + 6], int8_layers[4 * layer + 2], False)
    gate, up = z.chunk(2, 1)
    return x.add_(multiply(torch.silu(gate).mul_(up), layers[base + 7], int8_layers[4 * layer + 3], False))


def additive_mask(mask: Tensor, folds: int) -> Tensor:
    # [S, columns] true if a row may see the column -> [folds * S, columns]: 0 there, minus infinity elsewhere
    return torch.zeros(mask.size(), device=mask.device).masked_fill_(mask.logical_not(), -float("inf")).repeat([folds, 1])
