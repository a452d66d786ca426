# TorchScript, compiled by the benchmark. Never run by Python.


def attention_products(q: Tensor, past: Tensor, scores: Tensor, masks: List[Tensor], layers: int) -> Tensor:
    # the two products of attend_masked for each layer and each of the masks [rows, P]: q [G, rows, R], past [2, G, C, R],
    # scores [G, rows, C], of which each takes what it needs
    # a product of which nothing is returned would be optimised away
    y = torch.zeros([])
    for layer in range(layers):
        for mask in masks:
            rows, seen = mask.size(0), mask.size(1)
            keys = past[0].narrow(1, 0, seen)
            y = y + torch.bmm(q.narrow(1, 0, rows), keys.transpose(1, 2))[0, 0, 0]
            y = y + torch.bmm(scores.narrow(1, 0, rows).narrow(2, 0, seen), past[1].narrow(1, 0, seen))[0, 0, 0]
    return y
