# TorchScript, compiled by qasr.torch at start-up. Never run by Python.
#
# The text decoder of Qwen3-ASR (a stock Qwen3) over a batch of sequences, padded at the end. The trainer of the
# built-in model uses this script. layers.py comes before it.
#
#   B  sequences                     S  positions of the longest sequence
#   E  hidden_size                   V  vocab_size
#   H  num_attention_heads           G  num_key_value_heads
#   R  head_dim                      I  intermediate_size
#
# Weights come as a flat list, each tensor in its published shape, per layer 11 in this order:
#   input_layernorm  self_attn.q_proj  k_proj  v_proj  o_proj  q_norm  k_norm
#   post_attention_layernorm  mlp.gate_proj  up_proj  down_proj


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
    # [B, S, E] -> [B, S, E]: a position sees itself and earlier ones, so padding at the end has no effect
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
    # [.., E], so that audio replaces the <|audio_pad|> tokens
    x = torch.embedding(table, ids).to(6)  # 6 = float32; the table may have the type of the file
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
