# TorchScript, compiled by qasr.torch.KernelTrial after layers.py. Never run by Python.
#
# The operators of the other scripts, each in a function, so that each can be tested.


def trial_vector_product(matrix: Tensor, x: Tensor) -> Tensor:
    return torch.mv(matrix, x)


def trial_layer_norm(x: Tensor, weight: Tensor, bias: Tensor, eps: float) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], weight, bias, eps)


def trial_softmax(x: Tensor) -> Tensor:
    return torch.softmax(x, -1)


def trial_gelu(x: Tensor) -> Tensor:
    return torch.gelu(x)


def trial_silu(x: Tensor) -> Tensor:
    return torch.silu(x)
