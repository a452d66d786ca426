# TorchScript, compiled by qasr.torch at start-up, before the scripts that call these functions. Never run by Python.
#
# The only script with convolutions. oneDNN 3.7.1, which libtorch's conv1d and conv2d call for float32, gives wrong sums on
# some processors (seen on AMD family 26) for more than one item and a number of input channels that is not a multiple
# of 16: its blocked copy of the weights has channels up to the next multiple, and the numbers of these channels are not
# initialised. Most sums are slightly wrong, and some are not finite. So here
# - a convolution in one dimension is always a product of columns, which is also faster for the few rows of the detector;
# - a convolution in two dimensions uses the library only if its input channels fill whole blocks and library is true.
# A test checks that all other scripts use these functions.
#
#   N  items        C  input channels       O  output channels
#   T  steps        H, W  rows and columns   K  steps of a kernel


def convolve_1d(x: Tensor, weight: Tensor, bias: Optional[Tensor], stride: int, padding: int) -> Tensor:
    # [N, C, T], [O, C, K], [O] -> [N, O, (T + 2 padding - K) / stride + 1]
    outputs = weight.size(0)
    padded = torch.constant_pad_nd(x, [padding, padding])
    columns = padded.unfold(2, weight.size(2), stride).permute([0, 2, 1, 3])  # [N, steps, C, K]
    steps = columns.size(1)
    y = torch.linear(columns.reshape([x.size(0) * steps, -1]), weight.reshape([outputs, -1]), bias)
    return y.view([x.size(0), steps, outputs]).transpose(1, 2)


def convolve_2d(x: Tensor, weight: Tensor, bias: Optional[Tensor], stride: int, padding: int, library: bool) -> Tensor:
    # [N, C, H, W], [O, C, K, K], [O] -> [N, O, (H + 2 padding - K) / stride + 1, (W + 2 padding - K) / stride + 1];
    # library: whether the library's own convolutions may be used
    if library and x.size(1) % 16 == 0:
        return torch.conv2d(x, weight, bias, [stride, stride], [padding, padding])
    outputs, side = weight.size(0), weight.size(2)
    padded = torch.constant_pad_nd(x, [padding, padding, padding, padding])
    columns = padded.unfold(2, side, stride).unfold(3, side, stride).permute([0, 2, 3, 1, 4, 5])  # [N, H', W', C, K, K]
    items, rows, steps = columns.size(0), columns.size(1), columns.size(2)
    y = torch.linear(columns.reshape([items * rows * steps, -1]), weight.reshape([outputs, -1]), bias)
    return y.view([items, rows, steps, outputs]).permute([0, 3, 1, 2])


def columns_2d(x: Tensor, side: int, stride: int) -> Tensor:
    # [N, H, W, C], padded by one -> [N, H', W', side * side * C], the columns for a product with a kernel
    # [O, side * side * C]. With the channels last, a row of a kernel is contiguous, so only contiguous pieces are copied.
    channels = x.size(3)
    padded = torch.constant_pad_nd(x, [0, 0, 1, 1, 1, 1])
    items, height, width = padded.size(0), padded.size(1), padded.size(2)
    rows = (height - side) // stride + 1
    steps = (width - side) // stride + 1
    columns = padded.as_strided([items, rows, steps, side, side * channels],
                                [height * width * channels, stride * width * channels, stride * channels,
                                 width * channels, 1])
    return columns.reshape([items, rows, steps, side * side * channels])


def convolve_rows(x: Tensor, weight: Tensor, bias: Tensor, row_stride: int, padding: int, library: bool) -> Tensor:
    # like convolve_2d with the strides row_stride for rows and 1 for columns
    if library and x.size(1) % 16 == 0:
        return torch.conv2d(x, weight, bias, [row_stride, 1], [padding, padding])
    outputs, side = weight.size(0), weight.size(2)
    padded = torch.constant_pad_nd(x, [padding, padding, padding, padding])
    columns = padded.unfold(2, side, row_stride).unfold(3, side, 1).permute([0, 2, 3, 1, 4, 5])  # [N, H', W', C, K, K]
    items, rows, steps = columns.size(0), columns.size(1), columns.size(2)
    y = torch.linear(columns.reshape([items * rows * steps, -1]), weight.reshape([outputs, -1]), bias)
    return y.view([items, rows, steps, outputs]).permute([0, 3, 1, 2])


def convolve_dilated(x: Tensor, weight: Tensor, dilation: int) -> Tensor:
    # [C, T], [O, 3 C], the kernel's three steps one after the other -> [O, T]: padded by dilation, stride 1, without bias
    steps = x.size(1)
    padded = torch.constant_pad_nd(x, [dilation, dilation])
    columns = torch.cat([padded.narrow(1, 0, steps), x, padded.narrow(1, 2 * dilation, steps)])
    return torch.mm(weight, columns)


def convolve_steps(x: Tensor, weight: Tensor, bias: Optional[Tensor], stride: int) -> Tensor:
    # channels last: [T, C], [O, K C], the kernel's steps one after the other -> [(T - K) / stride + 1, O], without padding
    channels, width = x.size(1), weight.size(1)
    steps = (x.size(0) - width // channels) // stride + 1
    return torch.linear(x.as_strided([steps, width], [stride * channels, 1]).contiguous(), weight, bias)
