# TorchScript, compiled by qasr.torch at start-up, after layers.py and int8.py. Never run by Python.
#
# From the text decoder's states to tokens. The vocabulary's matrix is the largest of all, and nearly all of its products
# are far below the greatest. So products in 8 bits come first, and exact products only for tokens that may be the most
# probable: those whose product plus its largest error reaches the greatest product minus its largest error. With x^ and w^
# for x and w in 8 bits, the inequality of Cauchy and Schwarz limits the error:
#
#   |x w - x^ w^| <= |x| |w - w^| + |x - x^| |w^|
#
# so the token is the same as with exact products for all tokens.
#
#   B  rows        E  hidden_size        V  vocab_size


def shortlist_numbers(table: Tensor, smoothing: Tensor) -> List[Tensor]:
    # rows of the table [n, E] in the file's type, divisors of x [E] -> int8 numbers [n, E], their sums [n], scales [n], the
    # norms of the errors [n] and of the rounded rows [n]
    wide = table.to(6) * smoothing  # 6 = float32
    scales = int8_scales(wide)
    numbers = int8_numbers(wide, scales)
    grid = numbers * scales.unsqueeze(1)
    return [numbers.to(1), numbers.sum([1]).to(3), scales,  # 1 = int8, 3 = int32
            torch.linalg_vector_norm(wide - grid, 2, [1]), torch.linalg_vector_norm(grid, 2, [1])]


def shortlist_peaks(errors: Tensor, lengths: Tensor) -> Tensor:
    # the greatest of each [2], which rough_scores expects after the output of shortlist_matrix
    return torch.stack([errors.max(), lengths.max()])


def shortlist_matrix(numbers: Tensor, sums: Tensor, scales: Tensor, errors: Tensor, lengths: Tensor,
                     smoothing: Tensor) -> List[Tensor]:
    # all rows -> a matrix in the form of int8.py, then the norms of errors and rows [V]
    packed = torch.fbgemm_pack_quantized_matrix(numbers)
    none = torch.zeros([0], dtype=4)  # 4 = int64
    columns = torch.zeros([scales.size(0), 0], dtype=5)  # 5 = float16
    return int8_list(packed, sums, scales, smoothing, none, columns, False) + [errors, lengths]


def logits(hidden: Tensor, output: Tensor) -> Tensor:
    # [.., E], [V, E] -> [.., V]; output is the embedding table where the configuration ties them
    return dense(hidden, output)


def rough_scores(hidden: Tensor, matrix: List[Tensor], wanted: List[Tensor], aside: List[Tensor]) -> List[Tensor]:
    # [B, E], the output of shortlist_matrix, tokens [..] that need exact logits, and tokens [..] that the comparison leaves
    # out -> products in 8 bits [B, V], and for each row the tokens [..] that need exact products.
    # If a few channels stand out, the other channels keep few steps, and almost every token would be a candidate. So the
    # rounding error of such a row is multiplied as well.
    x = hidden * matrix[3]
    tops = int8_tops(x)
    scores = int8_product(x, tops, matrix)
    rest = x - int8_grid(x, tops)
    coarse: List[int] = []
    for row in range(x.size(0)):
        if float(torch.linalg_vector_norm(rest[row], 2)) > 0.012 * float(torch.linalg_vector_norm(x[row], 2)):
            coarse.append(row)
    if len(coarse) > 0:
        which = torch.tensor(coarse)
        part = rest.index_select(0, which)
        tops = int8_tops(part)
        scores.index_add_(0, which, int8_product(part, tops, matrix))
        rest.index_copy_(0, which, part - int8_grid(part, tops))
    result = [scores]
    for row in range(x.size(0)):  # one by one: a row's result must not depend on the number of rows
        length = torch.linalg_vector_norm(x[row], 2)
        # 1 % more for numbers that are rounded to the other side, and for float32's own rounding
        left = torch.linalg_vector_norm(rest[row], 2) * 1.01 + length * 1e-5
        own = scores[row]
        compared = own if aside[row].numel() == 0 else own.index_fill(0, aside[row], -float("inf"))
        # No error is larger than this, so that one comparison excludes most tokens.
        most = float(matrix[13][0] * length + matrix[13][1] * left) * 1.0001
        near = own.ge(float(compared.max()) - 2 * most).nonzero().squeeze(1)
        likely = near
        if near.numel() > 0:  # no token is near if a number is not finite
            off = (matrix[11].index_select(0, near) * length).addcmul_(matrix[12].index_select(0, near), left)
            least = (compared.index_select(0, near) - off).max()
            likely = near.index_select(0, off.add_(own.index_select(0, near)).ge(least).nonzero().squeeze(1))
        result.append(torch.cat([likely, aside[row], wanted[row]]))
    return result


def exact_scores(scores: Tensor, hidden: Tensor, tokens: List[Tensor], table: Tensor) -> Tensor:
    # [B, V] with exact products for tokens [..], from their rows of the table [.., E], row after row
    first = 0
    for row in range(hidden.size(0)):
        count = tokens[row].size(0)
        scores[row].index_copy_(0, tokens[row], torch.mv(table.narrow(0, first, count), hidden[row]))
        first += count
    return scores


def choose(scores: Tensor) -> Tensor:
    # logits [B, V] -> [3, B] in float64: the most probable token, the natural logarithm of its probability, and 1 if every
    # logit was finite
    best, token = scores.max(-1)
    surprise = scores.logsumexp(-1) - best
    finite = scores.sum(-1).isfinite()  # no sum of logits is too great for float32
    return torch.stack([token.to(7), -surprise.to(7), finite.to(7)])  # 7 = float64


def choose_among(scores: Tensor, allowed: List[Tensor], recent: List[Tensor], penalties: Tensor) -> Tensor:
    # like choose, but a row with a list of allowed tokens chooses among these only. Before that, the scores of its recent
    # tokens are divided by its penalty if positive, else multiplied. The probability is the one without these rules.
    permitted = scores.clone()
    for row in range(scores.size(0)):
        own = permitted[row]
        if recent[row].numel() > 0:
            said = own.index_select(0, recent[row])
            own.index_copy_(0, recent[row], torch.where(said > 0, said / penalties[row], said * penalties[row]))
        if allowed[row].numel() > 0:
            kept = own.index_select(0, allowed[row])
            own.fill_(-float("inf")).index_copy_(0, allowed[row], kept)
    token = permitted.max(-1)[1]
    best = scores.gather(1, token.unsqueeze(1)).squeeze(1)
    surprise = scores.logsumexp(-1) - best
    finite = scores.sum(-1).isfinite()  # no sum of logits is too great for float32
    return torch.stack([token.to(7), -surprise.to(7), finite.to(7)])  # 7 = float64


def log_probabilities(scores: Tensor, tokens: Tensor) -> Tensor:
    # logits [K, V], [K] -> [K] in float64: the natural logarithm of each token's probability in its own state
    chosen = scores.gather(1, tokens.unsqueeze(1)).squeeze(1)
    return (chosen - scores.logsumexp(-1)).to(7)
