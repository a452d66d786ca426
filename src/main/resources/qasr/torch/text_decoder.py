# TorchScript, compiled by qasr.torch at start-up. Never run by Python.
#
# The text decoder of Qwen3-ASR (a stock Qwen3) over a batch of sequences, padded at the end.
#
#   B  sequences                     S  positions of the longest sequence
#   E  hidden_size                   V  vocab_size
#   H  num_attention_heads           G  num_key_value_heads
#   R  head_dim                      I  intermediate_size
#
# Weights come as a flat list, each tensor in its published shape, per layer 11 in this order:
#   input_layernorm  self_attn.q_proj  k_proj  v_proj  o_proj  q_norm  k_norm
#   post_attention_layernorm  mlp.gate_proj  up_proj  down_proj


def dense_packed(x: Tensor, weight: Tensor) -> Tensor:
    # fbgemm's kernels for one and two rows add up in another order than those for three to six, and seven rows are five
    # and two. Rows of zeros avoid both, so that a row's result is the same bits in any batch (on AVX2).
    rows = x.numel() // x.size(-1)
    if rows >= 3 and rows != 7:
        return torch.fbgemm_linear_fp16_weight_fp32_activation(x, weight, None)
    padded = torch.constant_pad_nd(x.reshape([rows, x.size(-1)]), [0, 0, 0, max(3, rows + 1) - rows])
    y = torch.fbgemm_linear_fp16_weight_fp32_activation(padded, weight, None).narrow(0, 0, rows)
    return y.reshape(x.size()[:-1] + [y.size(1)])


def dense(x: Tensor, weight: Tensor) -> Tensor:
    # [.., in] -> [.., out]; weight is [out, in], or, in uint8 (0), what torch.fbgemm_pack_gemm_matrix_fp16 made of it
    if weight.dtype == 0:
        return dense_packed(x, weight)
    return torch.linear(x, weight)


def rms_norm(x: Tensor, weight: Tensor, eps: float) -> Tensor:
    # over the last axis
    return torch.rms_norm(x, [x.size(-1)], weight, eps)


def rotary_table(positions: Tensor, head_dim: int, theta: float) -> Tensor:
    # [.., S] -> [2, .., S, R / 2]: cosines and sines
    half = head_dim // 2
    inverse = torch.exp(torch.arange(half, dtype=7) * (-torch.log(theta) / half))  # 7 = float64
    angles = positions.to(7).unsqueeze(-1) * inverse.to(positions.device)
    return torch.stack([torch.cos(angles), torch.sin(angles)]).to(6)  # 6 = float32


def rotate(x: Tensor, rotary: Tensor) -> Tensor:
    # [B, heads, S, R], a table that broadcasts to [2, B, heads, S, R / 2] -> [B, heads, S, R]: pairs j and j + R / 2
    half = x.size(-1) // 2
    a = x[..., :half]
    b = x[..., half:]
    return torch.cat([a * rotary[0] - b * rotary[1], b * rotary[0] + a * rotary[1]], -1)


def feed_forward(x: Tensor, weights: List[Tensor], base: int, eps: float) -> Tensor:
    # [B, S, E] -> [B, S, E]
    z = rms_norm(x, weights[base + 7], eps)
    z = torch.silu(dense(z, weights[base + 8])) * dense(z, weights[base + 9])
    return dense(z, weights[base + 10])


def project_heads(x: Tensor, rotary: Tensor, weights: List[Tensor], base: int, heads: int, kv_heads: int,
                  head_dim: int, eps: float) -> Tuple[Tensor, Tensor, Tensor]:
    # [B, S, E] -> queries [B, H, S, R], keys and values [B, G, S, R]
    batch, length = x.size(0), x.size(1)
    z = rms_norm(x, weights[base], eps)
    q = dense(z, weights[base + 1]).view([batch, length, heads, head_dim])
    k = dense(z, weights[base + 2]).view([batch, length, kv_heads, head_dim])
    v = dense(z, weights[base + 3]).view([batch, length, kv_heads, head_dim]).transpose(1, 2)
    q = rotate(rms_norm(q, weights[base + 5], eps).transpose(1, 2), rotary)
    k = rotate(rms_norm(k, weights[base + 6], eps).transpose(1, 2), rotary)
    return q, k, v


def join_heads(y: Tensor, weights: List[Tensor], base: int) -> Tensor:
    # [B, H, S, R] -> [B, S, E]
    return dense(y.transpose(1, 2).flatten(2), weights[base + 4])


def attend_causally(x: Tensor, rotary: Tensor, weights: List[Tensor], base: int, heads: int, kv_heads: int,
                    head_dim: int, eps: float) -> Tensor:
    # [B, S, E] -> [B, S, E]: a position sees itself and what is before it, so padding at the end changes nothing
    q, k, v = project_heads(x, rotary, weights, base, heads, kv_heads, head_dim, eps)
    y = torch.scaled_dot_product_attention(q, repeat_heads(k, heads), repeat_heads(v, heads), None, 0.0, True)
    return join_heads(y, weights, base)


def repeat_heads(x: Tensor, heads: int) -> Tensor:
    # [B, G, S, R] -> [B, H, S, R]: query head i reads key and value head i / (H / G)
    batch, groups, length, width = x.size(0), x.size(1), x.size(2), x.size(3)
    shared = x.unsqueeze(2).expand([batch, groups, heads // groups, length, width])
    return shared.reshape([batch, heads, length, width])


def embed(ids: Tensor, table: Tensor, audio: Tensor, audio_rows: Tensor, audio_sources: Tensor) -> Tensor:
    # ids [B, S], table [V, E] -> [B, S, E]; row audio_rows[k] of B * S is replaced by row audio_sources[k] of audio
    # [.., E], so that sounds take the places of the <|audio_pad|> tokens
    x = torch.embedding(table, ids).to(6)  # 6 = float32; the table may be kept as the file has it
    sounds = audio.reshape([-1, audio.size(-1)]).index_select(0, audio_sources)
    return x.reshape([-1, x.size(-1)]).index_copy(0, audio_rows, sounds).view(x.size())


def decode_all(x: Tensor, layers: List[Tensor], norm: Tensor, heads: int, kv_heads: int, head_dim: int,
               theta: float, eps: float) -> Tensor:
    # embeddings [B, S, E] -> normalised hidden states [B, S, E], without a cache; sequences start at position 0
    rotary = rotary_table(torch.arange(x.size(1)), head_dim, theta)
    for layer in range(len(layers) // 11):
        base = 11 * layer
        x = x + attend_causally(x, rotary, layers, base, heads, kv_heads, head_dim, eps)
        x = x + feed_forward(x, layers, base, eps)
    return rms_norm(x, norm, eps)


def logits(hidden: Tensor, output: Tensor) -> Tensor:
    # [.., E], [V, E] -> [.., V]; output is the embedding table where the configuration ties them
    return dense(hidden, output)


# Decoding with a cache. Every sequence has one of its own, [layers, 2, G, C, R] with room for C positions, and attends
# over exactly the positions it has filled: there is no padding, so what else is in the batch cannot matter.


def causal_mask(length: int, start: int) -> Tensor:
    # -> [S, start + S] true where position start + row may look
    return torch.ones([length, start + length], dtype=11).tril(start)  # 11 = bool


def attend_cached(q: Tensor, k: Tensor, v: Tensor, cache: Tensor, start: int, mask: Optional[Tensor]) -> Tensor:
    # one sequence: q [H, S, R], k and v [G, S, R] -> [H, S, R]; k and v go to positions start.. of cache [2, G, C, R].
    # mask is [H / G * S, start + S]: the query heads that share a key head are folded into its rows.
    heads, length, width = q.size(0), q.size(1), q.size(2)
    groups = k.size(0)
    cache[0].narrow(1, start, length).copy_(k)
    cache[1].narrow(1, start, length).copy_(v)
    past = cache.narrow(2, 0, start + length)
    folded = q.reshape([1, groups, heads // groups * length, width])
    y = torch.scaled_dot_product_attention(folded, past[0].unsqueeze(0), past[1].unsqueeze(0), mask)
    return y.reshape([heads, length, width])


def decode_cached(x: Tensor, positions: Tensor, caches: List[Tensor], starts: List[int], mask: Optional[Tensor],
                  layers: List[Tensor], norm: Tensor, heads: int, kv_heads: int, head_dim: int, theta: float,
                  eps: float) -> Tensor:
    # embeddings [B, S, E] at positions [B, S] -> normalised hidden states [B, S, E]; row b continues caches[b], which
    # holds starts[b] positions. mask [S, starts[b] + S] says what each may see, all of it if there is none.
    rotary = rotary_table(positions.unsqueeze(1), head_dim, theta)  # [2, B, 1, S, R / 2]
    folded = mask
    if folded is not None:
        folded = folded.repeat([heads // kv_heads, 1])
    for layer in range(len(layers) // 11):
        base = 11 * layer
        q, k, v = project_heads(x, rotary, layers, base, heads, kv_heads, head_dim, eps)
        rows: List[Tensor] = []
        for row in range(len(caches)):
            rows.append(attend_cached(q[row], k[row], v[row], caches[row][layer], starts[row], folded))
        x = x + join_heads(torch.stack(rows), layers, base)
        x = x + feed_forward(x, layers, base, eps)
    return rms_norm(x, norm, eps)


def choose(hidden: Tensor, output: Tensor) -> Tensor:
    # [B, E], [V, E] -> [3, B] in float64: the likeliest token, the natural logarithm of its probability, and 1 if every
    # logit was finite
    scores = logits(hidden, output)
    best, token = scores.max(-1)
    surprise = scores.logsumexp(-1) - best
    finite = torch.isfinite(scores).all(-1)
    return torch.stack([token.to(7), -surprise.to(7), finite.to(7)])  # 7 = float64


def log_probabilities(hidden: Tensor, output: Tensor, tokens: Tensor) -> Tensor:
    # [K, E], [V, E], [K] -> [K] in float64: the natural logarithm of the probability of each token after its own state
    scores = logits(hidden, output)
    chosen = scores.gather(1, tokens.unsqueeze(1)).squeeze(1)
    return (chosen - scores.logsumexp(-1)).to(7)
