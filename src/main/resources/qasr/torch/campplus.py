# TorchScript, compiled by qasr.torch at start-up, after convolution.py. Never run by Python.
#
# CAM++: the embedding of a piece of speech, one piece at a time, so that its bits do not depend on others.
#
#   T  frames of features           F  frames after the time-delay layer, (T - 1) / 2 + 1
#   C  channels of a layer's input   S  segments of 100 frames, F / 100 rounded up
#   E  width of an embedding
#
# Normalisations are folded into the convolution before them where one is directly before them; others are a scale and a
# shift. Weights come as flat lists in this order:
#   head    pairs of weight and bias: conv1; for each of four units conv1, conv2 and, in the first and third, shortcut;
#           conv2; then tdnn [128, 320, 5]
#   layers  per layer 9: scale [C, 1], shift [C, 1], linear1 [128, C] and bias [128, 1], linear_local [32, 3 * 128],
#           cam linear1 [64, 128] and bias [64, 1], cam linear2 [32, 64] and bias [32, 1]
#   bridges per block 3: scale [C, 1], shift [C, 1], transit [C / 2, C]
#   tail    scale [512, 1], shift [512, 1], dense [E, 1024] and bias [E]


def residual_unit(x: Tensor, head: List[Tensor], base: int, halves: bool, library: bool) -> Tensor:
    # [1, 32, H, T] -> [1, 32, H or H / 2, T]
    stride = 2 if halves else 1
    y = torch.relu_(convolve_rows(x, head[base], head[base + 1], stride, 1, library))
    y = convolve_rows(y, head[base + 2], head[base + 3], 1, 1, library)
    if halves:
        y.add_(convolve_rows(x, head[base + 4], head[base + 5], 2, 0, library))
    else:
        y.add_(x)
    return torch.relu_(y)


def frequency_head(features: Tensor, head: List[Tensor], library: bool) -> List[Tensor]:
    # [80, T] -> after the first layer [1, 32, 40, T], after the second [1, 32, 20, T], and flattened [1, 320, T]
    x = features.view([1, 1, features.size(0), features.size(1)])
    x = torch.relu_(convolve_rows(x, head[0], head[1], 1, 1, library))
    x = residual_unit(x, head, 2, True, library)
    first = residual_unit(x, head, 8, False, library)
    x = residual_unit(first, head, 12, True, library)
    second = residual_unit(x, head, 18, False, library)
    x = torch.relu_(convolve_rows(second, head[22], head[23], 2, 1, library))
    return [first, second, x.reshape([1, -1, features.size(1)])]


def context(z: Tensor) -> Tensor:
    # [128, F] -> [128, S]: the mean over all frames plus the mean over each segment of 100; the last segment is divided by
    # its own length
    mean = z.mean([1], True)
    if z.size(1) <= 100:
        return mean + mean
    return mean + torch.avg_pool1d(z.unsqueeze(0), [100], [100], [0], True, True).squeeze(0)


def context_mask(z: Tensor, layers: List[Tensor], base: int) -> Tensor:
    # [128, F] -> [32, S]
    y = torch.relu_(torch.addmm(layers[base + 6], layers[base + 5], context(z)))
    return torch.sigmoid_(torch.addmm(layers[base + 8], layers[base + 7], y))


def layer_output(x: Tensor, layers: List[Tensor], base: int, dilation: int) -> Tensor:
    # [C, F] -> [32, F]
    y = torch.relu_(torch.addcmul(layers[base + 1], x, layers[base]))
    z = torch.relu_(torch.addmm(layers[base + 3], layers[base + 2], y))
    mask = context_mask(z, layers, base)
    local = convolve_dilated(z, layers[base + 4], dilation)
    if mask.size(1) > 1:
        mask = mask.repeat_interleave(100, 1).narrow(1, 0, z.size(1))
    return local.mul_(mask)


def dense_block(x: Tensor, layers: List[Tensor], first: int, count: int, dilation: int) -> Tensor:
    # [C, F] -> [C + 32 * count, F]: each layer sees the outputs of all layers before it
    channels = x.size(0)
    all = torch.empty([channels + 32 * count, x.size(1)])
    all.narrow(0, 0, channels).copy_(x)
    for i in range(count):
        y = layer_output(all.narrow(0, 0, channels), layers, 9 * (first + i), dilation)
        all.narrow(0, channels, 32).copy_(y)
        channels += 32
    return all


def bridge(x: Tensor, bridges: List[Tensor], block: int) -> Tensor:
    # [C, F] -> [C / 2, F]
    return torch.mm(bridges[3 * block + 2], torch.relu_(torch.addcmul(bridges[3 * block + 1], x, bridges[3 * block])))


def voice_stages(features: Tensor, head: List[Tensor], layers: List[Tensor], bridges: List[Tensor], tail: List[Tensor],
                 library: bool) -> List[Tensor]:
    # [80, T] -> the states after each stage, the last of them the embedding [E]
    stages = frequency_head(features, head, library)
    x = torch.relu_(convolve_1d(stages[2], head[24], head[25], 2, 2)).squeeze(0)  # [128, F]
    stages.append(x)
    first = 0
    counts = [12, 24, 16]
    for block in range(3):
        x = dense_block(x, layers, first, counts[block], 1 if block == 0 else 2)
        stages.append(x)
        x = bridge(x, bridges, block)
        stages.append(x)
        first += counts[block]
    x = torch.relu_(torch.addcmul(tail[1], x, tail[0]))
    stages.append(x)
    statistics = torch.cat([x.mean([1]), x.std([1], True)])  # the mean first; divided by F - 1
    stages.append(statistics)
    stages.append(torch.addmv(tail[3], tail[2], statistics))
    return stages


def embedding(features: Tensor, head: List[Tensor], layers: List[Tensor], bridges: List[Tensor], tail: List[Tensor],
              library: bool) -> Tensor:
    # [80, T] -> [E], not normalised
    return voice_stages(features, head, layers, bridges, tail, library)[-1]
