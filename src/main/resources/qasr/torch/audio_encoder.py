# TorchScript, compiled by qasr.torch at start-up. Never run by Python.
#
# The audio encoder of Qwen3-ASR with the projector into the text decoder, over a batch of clips.
# layers.py and convolution.py come before it.
#
#   B  clips                         M  mel bins, num_mel_bins
#   T  frames of the longest clip, padded with 0.0 to whole chunks
#   F  frames of a chunk, 2 * n_window
#   C  chunks of the longest clip    P  tokens of a whole chunk (13 when F is 100)
#   A  chunks in an attention window, n_window_infer / F, or C if that is less
#   W  windows of all clips          L  tokens of a window, A * P
#   D  d_model                       H  encoder_attention_heads
#   O  output_dim = hidden_size of the decoder
#
# Weights come as flat lists, each tensor in its published shape and in the order of the names below:
#   stem    conv2d1.weight .bias  conv2d2.weight .bias  conv2d3.weight .bias  conv_out.weight
#   layers  per layer 16: self_attn.q_proj.weight .bias  k_proj.weight .bias  v_proj.weight .bias  out_proj.weight .bias
#           self_attn_layer_norm.weight .bias  fc1.weight .bias  fc2.weight .bias  final_layer_norm.weight .bias
#   head    ln_post.weight .bias  proj1.weight .bias  proj2.weight .bias


def halved(length: int) -> int:
    # output length of a convolution of width 3, stride 2, padding 1; 0 gives 0
    if length <= 0:
        return 0
    return (length - 1) // 2 + 1


def audio_tokens(frames: int, chunk_frames: int) -> int:
    whole = frames // chunk_frames
    rest = frames % chunk_frames
    return whole * halved(halved(halved(chunk_frames))) + halved(halved(halved(rest)))


def chunk_positions(tokens: int, width: int) -> Tensor:
    # -> [P, D] sinusoids: the sines in the first half of the columns, the cosines in the second
    half = width // 2
    exponents = torch.arange(half, dtype=7) * (-torch.log(10000.0) / (half - 1.0))  # 7 = float64
    angles = torch.arange(tokens, dtype=7).unsqueeze(1) * torch.exp(exponents).unsqueeze(0)
    return torch.cat([torch.sin(angles), torch.cos(angles)], 1).to(6)  # 6 = float32


def convolve(chunks: Tensor, stem: List[Tensor], library: bool) -> Tensor:
    # [K, 1, M, F] -> [K, P, D]; the first axis of a kernel is frequency, the second is time
    x = torch.gelu(convolve_2d(chunks, stem[0], stem[1], 2, 1, library))
    if stem[2].is_mkldnn:
        x = x.permute([0, 2, 3, 1]).to(15)  # channels last; 15 = bfloat16
        x = torch.gelu(dense_blocked(columns_2d(x, 3, 2), stem[2], stem[3]))
        x = torch.gelu(dense_blocked(columns_2d(x, 3, 2), stem[4], stem[5]))  # [K, M / 8, P, channels]
        return dense(x.permute([0, 2, 3, 1]).flatten(2), stem[6])
    x = torch.gelu(convolve_2d(x, stem[2], stem[3], 2, 1, library))
    x = torch.gelu(convolve_2d(x, stem[4], stem[5], 2, 1, library))  # [K, channels, M / 8, P]
    x = x.permute([0, 3, 1, 2]).flatten(2)  # [K, P, channels * M / 8], channel major
    return dense(x, stem[6])


def attend_heads(q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], heads: int) -> Tensor:
    # queries, keys and values [W, L, D] -> [W, L, D]
    shape = [q.size(0), q.size(1), heads, q.size(2) // heads]
    y = torch.scaled_dot_product_attention(q.view(shape).transpose(1, 2), k.view(shape).transpose(1, 2),
                                           v.view(shape).transpose(1, 2), mask)
    return y.transpose(1, 2).reshape(q.size())


def attend(x: Tensor, mask: Optional[Tensor], weights: List[Tensor], base: int, heads: int) -> Tensor:
    # [W, L, D], [W, 1, 1, L] true where a key is a token -> [W, L, D]; every token of a window sees all of it;
    # without a mask, every key is a token
    q = dense_biased(x, weights[base], weights[base + 1])
    k = dense_biased(x, weights[base + 2], weights[base + 3])
    v = dense_biased(x, weights[base + 4], weights[base + 5])
    return dense_biased(attend_heads(q, k, v, mask, heads), weights[base + 6], weights[base + 7])


def feed_forward(z: Tensor, layers: List[Tensor], base: int) -> Tensor:
    # [W, L, D] -> [W, L, D]
    if layers[base + 10].is_mkldnn:  # stays in bfloat16, to which the next product would round it
        z = torch.gelu(dense_blocked(z, layers[base + 10], layers[base + 11]))
    else:
        z = torch.gelu(dense_biased(z, layers[base + 10], layers[base + 11]))
    return dense_biased(z, layers[base + 12], layers[base + 13])


def transform(x: Tensor, mask: Optional[Tensor], layers: List[Tensor], heads: int) -> Tensor:
    # [W, L, D] -> [W, L, D]
    width = [x.size(2)]
    for layer in range(len(layers) // 16):
        base = 16 * layer
        z = torch.layer_norm(x, width, layers[base + 8], layers[base + 9], 1e-5)
        x = x + attend(z, mask, layers, base, heads)
        z = torch.layer_norm(x, width, layers[base + 14], layers[base + 15], 1e-5)
        x = x + feed_forward(z, layers, base)
    return x


def project(x: Tensor, head: List[Tensor]) -> Tensor:
    # [.., D] -> [.., O]
    x = torch.layer_norm(x, [x.size(-1)], head[0], head[1], 1e-5)
    return dense_biased(torch.gelu(dense_biased(x, head[2], head[3])), head[4], head[5])


def encode_audio(features: Tensor, frames: List[int], stem: List[Tensor], layers: List[Tensor], head: List[Tensor],
                 heads: int, chunk_frames: int, window_chunks: int, library: bool) -> Tensor:
    # [B, M, C * F], B frame counts -> [B, at least the longest clip's tokens, O]
    # A clip's tokens are the first audio_tokens(frames[b]) rows; the rows behind them are undefined. library: see
    # convolution.py
    clips, mels = features.size(0), features.size(1)
    count = features.size(2) // chunk_frames
    in_window = min(window_chunks, count)
    windows = (count + in_window - 1) // in_window
    padded = windows * in_window
    chunks = features.view([clips, mels, count, chunk_frames]).permute([0, 2, 1, 3])  # [B, C, M, F]
    real: List[int] = []  # the chunks that hold sound: row c of clip b is b * padded + c
    source: List[int] = []
    tokens: List[int] = []
    for b in range(clips):
        tokens.append(audio_tokens(frames[b], chunk_frames))
        for c in range((frames[b] + chunk_frames - 1) // chunk_frames):
            real.append(b * padded + c)
            source.append(b * count + c)
    sound = chunks.reshape([clips * count, 1, mels, chunk_frames]).index_select(0, torch.tensor(source))
    y = convolve(sound, stem, library)  # [K, P, D]
    per_chunk, width = y.size(1), y.size(2)
    y = y + chunk_positions(per_chunk, width)
    x = torch.zeros([clips * padded, per_chunk, width]).index_copy(0, torch.tensor(real), y)
    ends = torch.tensor(tokens).unsqueeze(1)  # [B, 1]
    valid = torch.arange(padded * per_chunk).unsqueeze(0) < ends  # [B, padded * P]
    # A window without tokens has no key to attend to. Its rows are undefined, but must not be NaN.
    length = in_window * per_chunk
    mask = valid.view([clips * windows, 1, 1, length])
    mask = torch.logical_or(mask, torch.logical_not(mask.any(-1, True)))
    x = transform(x.view([clips * windows, length, width]), mask, layers, heads)
    return project(x.view([clips, padded * per_chunk, width]), head)


def convolve_one_by_one(chunks: Tensor, stem: List[Tensor], library: bool) -> Tensor:
    # like convolve, one chunk at a time: the first convolution turns a chunk into 6 MB, and four chunks would take 170 MB more
    parts: List[Tensor] = []
    for part in chunks.split(1):
        parts.append(convolve(part, stem, library))
    return torch.cat(parts)


def encode_stem(features: Tensor, stem: List[Tensor], chunk_frames: int, library: bool) -> Tensor:
    # [M, T] -> [audio_tokens(T), D], what the layers begin with; only the last chunk is padded; library: see convolution.py
    mels, frames = features.size(0), features.size(1)
    count = (frames + chunk_frames - 1) // chunk_frames
    padded = torch.constant_pad_nd(features, [0, count * chunk_frames - frames])
    chunks = padded.view([mels, count, chunk_frames]).transpose(0, 1).unsqueeze(1)  # [C, 1, M, F]
    y = convolve_one_by_one(chunks, stem, library)  # [C, P, D]
    per_chunk, width = y.size(1), y.size(2)
    y = y + chunk_positions(per_chunk, width).to(y.device)
    return y.reshape([count * per_chunk, width]).narrow(0, 0, audio_tokens(frames, chunk_frames))


def queries_keys_values(x: Tensor, qkv: Tensor, layers: List[Tensor], layer: int) -> Tensor:
    # the first part of a layer, for any rows [N, D]: their queries, keys and values, written to qkv [3, N, D]
    base = 16 * layer
    z = torch.layer_norm(x, [x.size(1)], layers[base + 8], layers[base + 9], 1e-5)
    for i in range(3):
        qkv[i].copy_(dense_biased(z, layers[base + 2 * i], layers[base + 2 * i + 1]))
    return qkv


def attend_window(qkv: Tensor, heads: int) -> Tensor:
    # the second part, for one window [3, at most L, D] -> [at most L, D], written in place of the queries
    q, k, v = qkv.unsqueeze(1).unbind()
    return q.copy_(attend_heads(q, k, v, None, heads)).squeeze(0)


def finish_layer(x: Tensor, attended: Tensor, layers: List[Tensor], layer: int) -> Tensor:
    # the third part, for any rows [N, D] and what attend_window gave for them [N, D] -> the first tensor, changed by the layer
    base = 16 * layer
    x.add_(dense_biased(attended, layers[base + 6], layers[base + 7]))
    z = torch.layer_norm(x, [x.size(1)], layers[base + 14], layers[base + 15], 1e-5)
    return x.add_(feed_forward(z, layers, base))


def encode_clip(features: Tensor, stem: List[Tensor], layers: List[Tensor], head: List[Tensor],
                heads: int, chunk_frames: int, window_chunks: int, library: bool) -> Tensor:
    # one clip [M, T] -> [audio_tokens(T), O]: all whole windows in one batch, then the last window
    x = encode_stem(features, stem, chunk_frames, library)
    length = audio_tokens(window_chunks * chunk_frames, chunk_frames)
    whole = x.size(0) // length
    parts: List[Tensor] = []
    if whole > 0:
        windows = x.narrow(0, 0, whole * length).view([whole, length, x.size(1)])
        parts.append(transform(windows, None, layers, heads).view([whole * length, x.size(1)]))
    if x.size(0) > whole * length:
        window = x.narrow(0, whole * length, x.size(0) - whole * length).unsqueeze(0)
        parts.append(transform(window, None, layers, heads).squeeze(0))
    return project(torch.cat(parts), head)
