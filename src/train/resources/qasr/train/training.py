# TorchScript, compiled by qasr.train. Never run by Python.
#
# What only training needs: losses on the hidden states of the shared network, and the optimisers.
#
#   B  clips      N  audio tokens of the longest clip     E  hidden size
#   K  characters of the connectionist heads, 0 is the blank
#   S  positions of the longest sequence                  V  vocabulary


def connectionist_scores(hidden: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    # [B, N, E], [2 * K, E], [2 * K] -> [B, 2 * N, K] log-probabilities: two outputs for every audio token
    clips, tokens = hidden.size(0), hidden.size(1)
    scores = torch.linear(hidden, weight, bias).view([clips, 2 * tokens, weight.size(0) // 2])
    return torch.log_softmax(scores, -1)


def connectionist_loss(hidden: Tensor, tokens: Tensor, weight: Tensor, bias: Tensor, targets: Tensor,
                       lengths: Tensor) -> Tensor:
    # tokens [B], targets one after the other, lengths [B] -> the sum over all clips
    scores = connectionist_scores(hidden, weight, bias).transpose(0, 1)
    return torch.ctc_loss(scores, targets, 2 * tokens, lengths, 0, 2, True)


def audio_positions(hidden: Tensor, rows: Tensor, slots: Tensor, clips: int, tokens: int) -> Tensor:
    # [B, S, E] -> [B, N, E]: row rows[k] of B * S goes to row slots[k] of B * N
    width = hidden.size(-1)
    found = hidden.reshape([-1, width]).index_select(0, rows)
    return torch.zeros([clips * tokens, width]).index_copy(0, slots, found).view([clips, tokens, width])


def text_scores(hidden: Tensor, rows: Tensor, table: Tensor) -> Tensor:
    # [B, S, E] -> [R, V]: the scores of the token after each of the given rows of B * S
    return torch.linear(hidden.reshape([-1, hidden.size(-1)]).index_select(0, rows), table)


def text_loss(scores: Tensor, labels: Tensor, smoothing: float) -> Tensor:
    # [R, V], [R] -> the sum over all rows
    return torch.cross_entropy_loss(scores, labels, None, 2, -100, smoothing)


def correct(scores: Tensor, labels: Tensor) -> Tensor:
    return (scores.argmax(-1) == labels).sum()


def orthogonal(update: Tensor) -> Tensor:
    # [G, n, m] -> the nearest matrices with singular values near one, by five Newton-Schulz steps (Muon)
    x = update / (torch.sqrt((update * update).sum([-2, -1], True)) + 1e-7)
    tall = x.size(-2) > x.size(-1)
    if tall:
        x = x.transpose(-2, -1)
    for _ in range(5):
        a = torch.matmul(x, x.transpose(-2, -1))
        b = -4.7750 * a + 2.0315 * torch.matmul(a, a)
        x = 3.4445 * x + torch.matmul(b, x)
    if tall:
        x = x.transpose(-2, -1)
    return x


def muon(weights: List[Tensor], gradients: List[Tensor], momenta: Tensor, rate: float, decay: float, momentum: float):
    # weights of one shape, as matrices [n, m]; momenta [G, n, m]; an update has the size that Adam's would have
    stacked = torch.stack(gradients).view(momenta.size())
    momenta.mul_(momentum).add_(stacked)
    step = orthogonal(stacked + momentum * momenta)
    step = step * (0.2 * torch.sqrt(float(max(step.size(-2), step.size(-1)))))
    for i in range(len(weights)):
        weights[i].mul_(1.0 - rate * decay).sub_(rate * step[i].view(weights[i].size()))


def adam(weights: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], rate: float,
         decay: float, step: int):
    for i in range(len(weights)):
        g = gradients[i]
        means[i].mul_(0.9).add_(0.1 * g)
        squares[i].mul_(0.98).add_(0.02 * g * g)
        mean = means[i] / (1.0 - 0.9 ** float(step))
        square = squares[i] / (1.0 - 0.98 ** float(step))
        weights[i].mul_(1.0 - rate * decay).sub_(rate * mean / (torch.sqrt(square) + 1e-8))


def squared_norm(gradients: List[Tensor]) -> Tensor:
    total = torch.zeros([1])
    for g in gradients:
        total = total + (g * g).sum()
    return total


def scale(gradients: List[Tensor], factor: float):
    for g in gradients:
        g.mul_(factor)
