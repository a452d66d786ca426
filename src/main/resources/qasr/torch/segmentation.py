# TorchScript, compiled by qasr.torch at start-up, after convolution.py. Never run by Python.
#
# Who speaks when in windows of 10 s: filters on the waveform, convolutions, an LSTM in both directions, and a choice among
# sets of speakers. Windows of a recording overlap, and the filters are applied to each moment once.
#
#   N  samples of several windows    S  samples of a window, 160,000    Y  steps of a window after the filters, 15,975
#   F  frames of a window, 589       H  size of the LSTM's state, 128   B  windows in a group, 1
#
# The LSTM runs one window at a time, so that a window's bits do not depend on others: with eight rows, OpenBLAS's kernels for
# Zen gave a row other bits at another place. Weights come as flat lists in this order:
#   sinc   wav_norm1d.weight, .bias [1]; filters [80, 251] and their sums [80]; conv1d.1 [60, 5 * 80] and bias, conv1d.2
#          [60, 5 * 60] and bias, a kernel's steps one after the other; norm1d.0, .1, .2 weight and bias
#   lstm   per layer and direction 3: input [inputs, 4 H], both biases [4 H], recurrent [H, 4 H]; gates in the order
#          i, f, o, g
#   head   linear.0, linear.1, classifier: weight and bias


def filtered(samples: Tensor, offset: Tensor, sinc: List[Tensor]) -> Tensor:
    # [N] -> [(N - 251) / 10 + 1, 80]: the filters on samples - offset, in blocks whose columns stay in the cache
    x = (samples - offset).unsqueeze(1)
    steps = (x.size(0) - 251) // 10 + 1
    parts: List[Tensor] = []
    for first in range(0, steps, 3200):
        count = min(3200, steps - first)
        parts.append(convolve_steps(x.narrow(0, 10 * first, 10 * (count - 1) + 251), sinc[2], None, 10))
    return torch.cat(parts)


def common_offset(samples: Tensor) -> Tensor:
    # [N] -> []: about the mean. 0 for all but unusual recordings, so that a window's bits do not depend on other windows.
    return torch.round(samples.mean() * 64.0) / 64.0


def wave_scale(window: Tensor, offset: Tensor, sinc: List[Tensor]) -> Tuple[Tensor, Tensor]:
    # [S] -> the normalised waveform is scale [1] * (window - offset) + shift [1]
    mean = window.mean()
    scale = sinc[0] * torch.rsqrt((window - mean).square_().mean() + 1e-5)
    return scale, sinc[1] - scale * (mean - offset)


def step_norm(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    # [T, C] -> [T, C]: each channel without its mean, divided by its deviation, activated
    x = x - x.mean([0])
    scale = weight * torch.rsqrt((x * x).mean([0]) + 1e-5)
    return torch.leaky_relu_(x.mul_(scale).add_(bias), 0.01)


def highest_of_three(x: Tensor) -> Tensor:
    # [T, C] -> [T / 3, C]
    y = x.narrow(0, 0, x.size(0) // 3 * 3).view([-1, 3, x.size(1)])
    return torch.maximum(torch.maximum(y.select(1, 0), y.select(1, 1)), y.select(1, 2))


def band_maxima(high: Tensor, low: Tensor, scale: Tensor, shift: Tensor, sinc: List[Tensor]) -> Tensor:
    # [Y / 3, 80] -> the same: maxima of |scale * y + shift * sum of the filter| from the highest and the lowest y of three
    # steps. The filters are linear, so the normalisation of the waveform may follow them.
    base = shift * sinc[3]
    return torch.maximum(torch.addcmul(base, high, scale).abs_(), torch.addcmul(base, low, scale).abs_())


def later_stages(maxima: Tensor, sinc: List[Tensor]) -> List[Tensor]:
    # [Y / 3, 80] -> the states after each stage, the last of them [F, 60]
    a = step_norm(maxima, sinc[8], sinc[9])  # [5325, 80]
    b = step_norm(highest_of_three(convolve_steps(a, sinc[4], sinc[5], 1)), sinc[10], sinc[11])  # [1773, 60]
    return [a, b, step_norm(highest_of_three(convolve_steps(b, sinc[6], sinc[7], 1)), sinc[12], sinc[13])]


def sinc_stages(window: Tensor, sinc: List[Tensor]) -> List[Tensor]:
    # [S] -> the states after each stage, channels last: the normalised waveform, the filters, and those of later_stages
    offset = common_offset(window)
    scale, shift = wave_scale(window, offset, sinc)
    y = filtered(window, offset, sinc)
    maxima = band_maxima(highest_of_three(y), -highest_of_three(-y), scale, shift, sinc)
    x = ((window - offset) * scale + shift).unsqueeze(1)
    return [x, y * scale + shift * sinc[3]] + later_stages(maxima, sinc)


def sinc_features(samples: Tensor, step: int, sinc: List[Tensor]) -> List[Tensor]:
    # [N], windows that begin each step samples, a multiple of 10 -> per window [F, 60]
    offset = common_offset(samples)
    y = filtered(samples, offset, sinc)
    count = y.size(0) - 2
    high = torch.maximum(torch.maximum(y.narrow(0, 0, count), y.narrow(0, 1, count)), y.narrow(0, 2, count))
    low = torch.minimum(torch.minimum(y.narrow(0, 0, count), y.narrow(0, 1, count)), y.narrow(0, 2, count))
    features: List[Tensor] = []
    for first in range(0, samples.size(0) - 159999, step):
        scale, shift = wave_scale(samples.narrow(0, first, 160000), offset, sinc)
        begin = first // 10
        maxima = band_maxima(high[begin:begin + 15973:3], low[begin:begin + 15973:3], scale, shift, sinc)
        features.append(later_stages(maxima, sinc)[2])
    return features


def lstm_layer(x: Tensor, lstm: List[Tensor], layer: int) -> Tensor:
    # [F, B, inputs] -> [F, B, 2 H]. The second direction runs through the window from its end.
    # Written out, because libtorch's LSTM is oneDNN's, which was wrong on an emulator with AVX2. All that a step needs is
    # in places that do not change, because operators on so little data cost less than finding the place.
    frames, windows, width = x.size(0), x.size(1), lstm[6 * layer + 2].size(0)
    rows = x.reshape([frames * windows, -1])
    forth = torch.addmm(lstm[6 * layer + 1], rows, lstm[6 * layer]).view([frames, windows, -1]).unbind()
    back = torch.addmm(lstm[6 * layer + 4], rows, lstm[6 * layer + 3]).view([frames, windows, -1]).unbind()
    forth_weight = lstm[6 * layer + 2]
    back_weight = lstm[6 * layer + 5]
    out = torch.empty([frames, windows, 2 * width])
    forth_outs = out.narrow(2, 0, width).unbind()
    back_outs = out.narrow(2, width, width).unbind()
    gates = torch.empty([2, windows, 4 * width])
    forth_gates, back_gates = gates.select(0, 0), gates.select(0, 1)
    open = gates.narrow(2, 0, 3 * width)
    enter, keep, leave = gates.narrow(2, 0, width), gates.narrow(2, width, width), gates.narrow(2, 2 * width, width)
    fresh = gates.narrow(2, 3 * width, width)
    hidden = torch.zeros([2, windows, width])
    forth_hidden, back_hidden = hidden.select(0, 0), hidden.select(0, 1)
    cell = torch.zeros([2, windows, width])
    bent = torch.empty([2, windows, width])
    for t in range(frames):
        torch.addmm(forth[t], forth_hidden, forth_weight, out=forth_gates)
        torch.addmm(back[frames - 1 - t], back_hidden, back_weight, out=back_gates)
        torch.sigmoid_(open)
        torch.tanh_(fresh)
        cell.mul_(keep).addcmul_(enter, fresh)
        torch.tanh(cell, out=bent)
        torch.mul(bent, leave, out=hidden)
        forth_outs[t].copy_(forth_hidden)
        back_outs[frames - 1 - t].copy_(back_hidden)
    return out


def lstm_stages(features: List[Tensor], lstm: List[Tensor]) -> List[Tensor]:
    # one window [F, 60] -> its states after each layer [F, B, 2 H]
    stages = [torch.stack(features, 1)]
    for layer in range(len(lstm) // 6):
        stages.append(lstm_layer(stages[-1], lstm, layer))
    return stages[1:]


def class_stages(x: Tensor, head: List[Tensor]) -> List[Tensor]:
    # [F, 2 H] -> after each dense layer, the last of them logarithms of probabilities [F, 7]
    a = torch.leaky_relu(torch.linear(x, head[0], head[1]), 0.01)
    b = torch.leaky_relu(torch.linear(a, head[2], head[3]), 0.01)
    return [a, b, torch.log_softmax(torch.linear(b, head[4], head[5]), 1)]


def speaker_classes(samples: Tensor, step: int, sinc: List[Tensor], lstm: List[Tensor], head: List[Tensor]) -> List[Tensor]:
    # [N], one window -> logarithms of the probabilities of each class in each window [F, 7]
    features = sinc_features(samples, step, sinc)
    states = lstm_stages(features, lstm)[-1]
    results: List[Tensor] = []
    for b in range(len(features)):
        results.append(class_stages(states.select(1, b).contiguous(), head)[-1])
    return results
