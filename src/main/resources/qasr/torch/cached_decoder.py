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
# Weights come as a flat list, per layer 8 in this order, matrices that read the same input joined into one:
#   input_layernorm [E]  q_proj, k_proj, v_proj [(H + 2 G) R, E]  o_proj [E, H R]  q_norm [R]  k_norm [R]
#   post_attention_layernorm [E]  gate_proj, up_proj [2 I, E]  down_proj [E, I]
# and what int8.py makes of the four matrices of each layer, or empty lists for those that are taken as they are.
#
# Every sequence has a cache of its own, [layers, 2, G, C, R], and attends over exactly the positions it has filled:
# there is no padding, so what else is in the batch cannot matter.


def turned(x: Tensor, table: Tensor, eps: float) -> Tensor:
    # x [N, heads, R], table [4, N, 1, R / 2] from head_tables -> [N, heads, R]: each head divided by its root mean
    # square, then times the norm's weights and turned by its position, which the table does together
    half = x.size(-1) // 2
    a = x[..., :half]
    b = x[..., half:]
    y = torch.empty_like(x, memory_format=0)
    left = y[..., :half]
    right = y[..., half:]
    torch.mul(a, table[0], out=left)
    left.addcmul_(b, table[1], value=-1)
    torch.mul(b, table[2], out=right)
    right.addcmul_(a, table[3])
    length = torch.linalg_vector_norm(x, 2, [-1], True)
    return y.mul_(length.square_().div_(x.size(-1)).add_(eps).rsqrt_())


def head_tables(rotary: Tensor, weight: Tensor) -> Tensor:
    # rotary [2, N, 1, R / 2] of cosines and sines, weight [R] -> [4, N, 1, R / 2]
    half = rotary.size(-1)
    first = weight[:half]
    second = weight[half:]
    return torch.stack([rotary[0] * first, rotary[1] * second, rotary[0] * second, rotary[1] * first])


def attend(q: Tensor, past: Tensor) -> Tensor:
    # one row that sees all of its sequence: q [1, G, H / G, R], past [2, G, P, R] -> [1, G, H / G, R]
    # The query heads that share a key head are its rows: nothing is repeated.
    keys, values = past.split(1)
    return torch.scaled_dot_product_attention(q, keys, values)


def attend_masked(q: Tensor, past: Tensor, mask: Tensor) -> Tensor:
    # rows of one sequence: q [S, G, H / G, R], past [2, G, P, R], mask [H / G * S, P] -> [S, G, H / G, R]
    # Plain products: libtorch's attention takes a seventh longer over a mask, and half as long again if told that it is
    # causal.
    folded = q.permute([1, 2, 0, 3]).reshape([q.size(1), q.size(2) * q.size(0), q.size(3)])
    scores = torch.bmm(folded, past[0].transpose(1, 2)).add_(mask)
    y = torch.bmm(torch.softmax(scores, -1), past[1])
    return y.view([q.size(1), q.size(2), q.size(0), q.size(3)]).permute([2, 0, 1, 3])


def decode_cached(embeddings: Tensor, positions: Tensor, caches: List[Tensor], starts: List[int],
                  masks: List[Tensor], layers: List[Tensor], eights: List[List[Tensor]], twice: bool,
                  norm: Tensor, heads: int, kv_heads: int, head_dim: int, theta: float, eps: float) -> Tensor:
    # embeddings [N, E] at positions [N] -> normalised hidden states [N, E] (of the last position of each sequence if it
    # has causal blocks). N / B rows belong to each of the caches, in order, and go to its positions starts[b]..
    # masks says what they may see: none, all of it (one row each); else one sequence whose rows look through blocks of
    # masks, [H / G * rows, columns] each, as additive_masks makes them.
    x = embeddings.clone()
    rotary = rotary_table(positions, head_dim, theta).unsqueeze(2)  # [2, N, 1, R / 2]
    rows = x.size(0) // len(caches)
    scale = head_dim**-0.5
    for layer in range(len(layers) // 8):
        base = 8 * layer
        z = multiply(rms_norm(x, layers[base], eps), layers[base + 1], eights[4 * layer], twice)
        z = z.view([x.size(0), heads + 2 * kv_heads, head_dim])
        q = turned(z.narrow(1, 0, heads), head_tables(rotary, layers[base + 3]), eps)
        q = q.view([x.size(0), kv_heads, heads // kv_heads, head_dim])
        k = turned(z.narrow(1, heads, kv_heads), head_tables(rotary, layers[base + 4]), eps)
        kv = torch.cat([k, z.narrow(1, heads + kv_heads, kv_heads)], 1)
        kv = kv.view([x.size(0), 2, kv_heads, head_dim]).permute([1, 2, 0, 3])
        seen: List[Tensor] = []
        for b in range(len(caches)):
            cache = caches[b][layer]
            cache.narrow(2, starts[b], rows).copy_(kv.narrow(2, b * rows, rows))
            if len(masks) == 0:
                seen.append(attend(q.narrow(0, b, 1), cache.narrow(2, 0, starts[b] + 1)))
        if len(masks) > 0:
            q.mul_(scale)
            at = 0
            for mask in masks:
                length = mask.size(0) // (heads // kv_heads)
                past = caches[0][layer].narrow(2, 0, mask.size(1))
                seen.append(attend_masked(q.narrow(0, at, length), past, mask))
                at += length
        x.add_(multiply(torch.cat(seen).view([x.size(0), heads * head_dim]), layers[base + 2], eights[4 * layer + 1], twice))
        z = multiply(rms_norm(x, layers[base + 5], eps), layers[base + 6], eights[4 * layer + 2], twice)
        width = z.size(1) // 2
        z = torch.silu(z.narrow(1, 0, width)).mul_(z.narrow(1, width, width))
        x.add_(multiply(z, layers[base + 7], eights[4 * layer + 3], twice))
    return rms_norm(x, norm, eps)


def causal_masks(length: int, start: int, rows: int, folds: int, device: Device) -> List[Tensor]:
    # what positions start.. may see, [folds * rows, columns] for each block of rows: 0 for what is before a position or
    # itself, minus infinity for what is behind it. Blocks see no further than their last row, so that half of the
    # products that a mask would throw away are never made.
    masks: List[Tensor] = []
    for first in range(0, length, rows):
        count = min(rows, length - first)
        end = start + first + count
        mask = torch.full([count, end], -float("inf"), device=device).triu(start + first + 1)
        masks.append(mask.repeat([folds, 1]))
    return masks


def additive_mask(mask: Tensor, folds: int) -> Tensor:
    # [S, columns] true where a row may look -> [folds * S, columns]: 0 there, minus infinity elsewhere
    return torch.zeros(mask.size(), device=mask.device).masked_fill_(mask.logical_not(), -float("inf")).repeat([folds, 1])
