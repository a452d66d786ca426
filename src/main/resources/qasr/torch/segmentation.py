# TorchScript, compiled by qasr.torch at start-up, after convolution.py. Never run by Python.
#
# Who speaks when in windows of 10 s: filters on the waveform, convolutions, an LSTM in both directions, and a choice among
# sets of speakers.
#
#   S  samples of a window, 160,000    F  frames, 589
#   B  windows in a group, 8           H  size of the LSTM's state, 128
#
# Everything but the LSTM runs one window at a time. The LSTM always runs eight windows at once, zeros where there are
# fewer, so that a window's bits do not depend on others: products with eight rows give each row the same bits, see
# layers.py. Weights come as flat lists in this order:
#   sinc   wav_norm1d.weight, .bias [1]; filters [80, 251]; conv1d.1 [60, 5 * 80] and bias, conv1d.2 [60, 5 * 60] and bias,
#          a kernel's steps one after the other; norm1d.0, .1, .2 weight and bias
#   lstm   per layer 3, both directions together: input [2 * 4 H, inputs], both biases [2 * 4 H], recurrent [2, H, 4 H];
#          gates in the order i, f, o, g
#   head   linear.0, linear.1, classifier: weight and bias


def whole_norm(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    # [C, T] -> [C, T]: each channel without its mean, divided by its deviation
    return torch.instance_norm(x.unsqueeze(0), weight, bias, None, None, True, 0.1, 1e-5, False).squeeze(0)


def pooled_norm(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    # [T, C] -> [T / 3, C]: maxima of three steps, normalised over time, activated
    steps = x.size(0) // 3
    maxima = x.narrow(0, 0, 3 * steps).view([steps, 3, x.size(1)]).amax([1])
    return torch.leaky_relu(whole_norm(maxima.t().contiguous(), weight, bias), 0.01).t().contiguous()


def sinc_stages(samples: Tensor, sinc: List[Tensor]) -> List[Tensor]:
    # [S] -> the states after each stage, channels last; the last of them [F, 60]
    x = whole_norm(samples.unsqueeze(0), sinc[0], sinc[1]).t()  # [S, 1]
    y = convolve_steps(x, sinc[2], None, 10)  # [15975, 80]
    a = pooled_norm(torch.abs(y), sinc[7], sinc[8])  # [5325, 80]
    b = pooled_norm(convolve_steps(a, sinc[3], sinc[4], 1), sinc[9], sinc[10])  # [1773, 60]
    return [x, y, a, b, pooled_norm(convolve_steps(b, sinc[5], sinc[6], 1), sinc[11], sinc[12])]


def sinc_features(samples: Tensor, sinc: List[Tensor]) -> Tensor:
    # [S] -> [F, 60]
    return sinc_stages(samples, sinc)[-1]


def lstm_layer(x: List[Tensor], lstm: List[Tensor], layer: int) -> List[Tensor]:
    # B windows [F, inputs] -> B windows [F, 2 H]. The second direction runs through the window from its end.
    # Written out, because libtorch's LSTM is oneDNN's, which was wrong on an emulator with AVX2.
    frames, windows = x[0].size(0), len(x)
    recurrent = lstm[3 * layer + 2]
    width = recurrent.size(1)
    weight = lstm[3 * layer].t()  # [inputs, 2 * 4 H]
    bias = lstm[3 * layer + 1]
    inputs = torch.empty([frames, 2, windows, 4 * width])
    for b in range(windows):  # written into their places directly: no copy of 20 MB
        own = inputs.select(2, b)
        torch.addmm(bias.narrow(0, 0, 4 * width), x[b], weight.narrow(1, 0, 4 * width), out=own.select(1, 0))
        torch.addmm(bias.narrow(0, 4 * width, 4 * width), x[b].flip([0]), weight.narrow(1, 4 * width, 4 * width),
                    out=own.select(1, 1))
    out = torch.empty([frames, 2, windows, width])
    hidden = torch.zeros([2, windows, width])
    cell = torch.zeros([2, windows, width])
    steps = inputs.unbind()
    outs = out.unbind()
    for t in range(frames):
        gates = torch.baddbmm(steps[t], hidden, recurrent)
        open = torch.sigmoid_(gates.narrow(2, 0, 3 * width))
        fresh = torch.tanh_(gates.narrow(2, 3 * width, width))
        cell.mul_(open.narrow(2, width, width)).addcmul_(open.narrow(2, 0, width), fresh)
        hidden = outs[t]
        torch.mul(torch.tanh(cell), open.narrow(2, 2 * width, width), out=hidden)
    results: List[Tensor] = []
    for b in range(windows):
        results.append(torch.cat([out.select(2, b).select(1, 0), out.select(2, b).select(1, 1).flip([0])], 1))
    return results


def lstm_stages(x: List[Tensor], lstm: List[Tensor]) -> List[List[Tensor]]:
    # windows [F, 60] -> their states after each layer [F, 2 H]
    stages: List[List[Tensor]] = []
    count = len(x)
    y = x
    for b in range(8 - count):
        y = y + [torch.zeros_like(x[0])]
    for layer in range(len(lstm) // 3):
        y = lstm_layer(y, lstm, layer)
        stages.append(y[:count])
    return stages


def class_stages(x: Tensor, head: List[Tensor]) -> List[Tensor]:
    # [F, 2 H] -> after each dense layer, the last of them logarithms of probabilities [F, 7]
    a = torch.leaky_relu(torch.linear(x, head[0], head[1]), 0.01)
    b = torch.leaky_relu(torch.linear(a, head[2], head[3]), 0.01)
    return [a, b, torch.log_softmax(torch.linear(b, head[4], head[5]), 1)]


def speaker_classes(windows: List[Tensor], sinc: List[Tensor], lstm: List[Tensor], head: List[Tensor]) -> List[Tensor]:
    # at most eight windows [S] -> logarithms of the probabilities of each class [F, 7]
    features: List[Tensor] = []
    for window in windows:
        features.append(sinc_features(window, sinc))
    results: List[Tensor] = []
    for states in lstm_stages(features, lstm)[-1]:
        results.append(class_stages(states, head)[-1])
    return results
