/// What to write for a keyword argument that libraries for networks and arrays have and a function has not.
///
/// nil where nothing among the function's own parameters is meant by it.
public func foreignKeywordHint(_ keyword: String, among parameters: [String]) -> String? {
  if let own = foreignKeywords[keyword]?.first(where: parameters.contains) {
    return "write `\(own)=`"
  }
  return foreignAdvice[keyword]?.first { parameters.contains($0.parameter) }?.hint
}

/// The parameters that a keyword may mean, the likeliest first.
private let foreignKeywords: [String: [String]] = [
  "learning_rate": ["lr"], "eta": ["lr"], "lr_rate": ["lr"], "alpha": ["lr"],
  "batch_size": ["batch", "size"], "n_epochs": ["epochs"], "num_epochs": ["epochs"],
  "validation_data": ["validation"], "validation_split": ["validation"], "val": ["validation"],
  "val_data": ["validation"], "early_stopping": ["early_stop"], "patience": ["early_stop"],
  "criterion": ["loss"], "loss_fn": ["loss"], "optim": ["optimizer"], "metric": ["metrics"],
  "max_norm": ["clip_norm"], "clip": ["clip_norm"], "clipnorm": ["clip_norm"],
  "grad_clip": ["clip_norm"], "verbose": ["show"], "live": ["show"],
  "b1": ["beta1"], "b2": ["beta2"], "beta_1": ["beta1"], "beta_2": ["beta2"],
  "momentum": ["beta"], "rho": ["alpha"], "decay": ["alpha"], "epsilon": ["eps"],
  "wd": ["weight_decay"], "l2": ["weight_decay"], "T_max": ["steps"], "decay_steps": ["steps"],
  "gamma": ["factor"], "step_size": ["every"], "warmup_steps": ["steps"],
  "in_features": ["in"], "input_size": ["in"], "in_channels": ["in"], "input_dim": ["in", "count"],
  "out_features": ["out"], "units": ["out"], "out_channels": ["out"], "filters": ["out"],
  "hidden_size": ["hidden"], "kernel_size": ["kernel", "size"], "pool_size": ["size"],
  "strides": ["stride"], "use_bias": ["bias"], "kernel_initializer": ["init"],
  "weight_init": ["init"], "initializer": ["init"], "rate": ["p"], "prob": ["p"],
  "num_features": ["n"], "normalized_shape": ["n"], "features": ["n"],
  "num_embeddings": ["count"], "vocab_size": ["count"], "embedding_dim": ["size"],
  "output_dim": ["out", "size"], "embed_dim": ["size"], "dim_model": ["size"],
  "num_heads": ["heads"], "n_heads": ["heads"], "is_causal": ["causal"],
  "nonlinearity": ["activation"], "beta": ["delta"], "act": ["activation"],
  "act_layer": ["activation"],
  "recurrent_initializer": ["recurrent_init"], "embeddings_initializer": ["init"],
  "window": ["size"], "pad": ["padding"], "drop_rate": ["p"], "probability": ["p"],
  "input": ["predictions", "logits", "log_probabilities", "scores"],
  "y_pred": ["predictions", "logits", "log_probabilities", "scores"],
  "preds": ["predictions", "logits"], "predictions": ["logits", "scores"],
  "target": ["targets", "labels"], "targets": ["labels"], "labels": ["targets"],
  "y_true": ["targets", "labels"], "y": ["targets", "labels"],
  "history_size": ["memory"], "m": ["memory"], "maxiter": ["steps"], "max_iter": ["steps"],
  "max_steps": ["steps"], "tolerance": ["tol"], "constraints": ["subject_to"],
  "optimizer": ["method"],
  "dim": ["axis"], "keepdim": ["keepdims"], "test_size": ["fraction"], "random_state": ["seed"],
  "n_samples": ["n"], "num_samples": ["n"], "sep": ["separator"], "delimiter": ["separator"],
  "na_values": ["missing"],
]

/// Keywords that need a sentence, each with a parameter that the functions meant have.
private let foreignAdvice: [String: [(parameter: String, hint: String)]] = [
  "betas": [("beta1", "write `beta1=0.9, beta2=0.999`")],
  "momentum": [("weight_decay", "write `momentum(lr, beta=0.9)`")],
  "nesterov": [("dampening", "write `nesterov(lr, beta=0.9)`")],
  "reduction": [
    (
      "predictions",
      "losses are means; times `size(y)` it is the sum, and `(p - y)^2` has no reduction"
    ),
    ("logits", classReduction), ("log_probabilities", classReduction),
  ],
  "return_sequences": [("hidden", "`last=true` gives the last state only")],
  "batch_first": [("hidden", "the batch is always first: (batch, time, features)")],
  "num_layers": [("hidden", "put several after each other: `sequential(lstm(2, 8), lstm(8, 8))`")],
  "bidirectional": [
    (
      "hidden",
      "run a second layer on `flip(x, 1)`, and `concat` the results in a layer of your own"
    )
  ],
  "label_smoothing": [
    ("logits", "labels may be rows of probabilities: `0.9 * one_hot(y, k) + 0.1 / k`")
  ],
  "weight": [("labels", classWeights), ("targets", elementWeights)],
  "class_weight": [("labels", classWeights)],
  "pos_weight": [("targets", elementWeights)],
  "sample_weight": [("targets", elementWeights), ("labels", elementWeights)],
  "ignore_index": [
    ("labels", "leave them out: `k = labels != -100; cross_entropy(z[k], labels[k])`")
  ],
  "from_logits": [("logits", "it always takes logits, and needs no sigmoid or softmax before it")],
  "dilation": [("kernel", "`conv2d(x, K, dilation=2)` in a layer of your own: `layer({K: …}, …)`")],
  "groups": [("kernel", "one `conv2d_layer` for each group, in a layer of your own")],
  "affine": [("momentum", "gamma and beta begin as 1 and 0; whoever does not set them has none")],
  "padding_idx": [("count", "set the row to 0: `e.W[0] := zeros(size)`")],
  "padding": [("size", "`pad(x, widths)` in a function before it")],
  "dropout": [
    ("heads", "put `dropout(p)` behind it: `sequential(attention(8, 2), dropout(0.1))`"),
    ("hidden", "put `dropout(p)` behind it: `sequential(lstm(2, 8), dropout(0.1))`"),
  ],
  "callbacks": [
    ("epochs", "`show=() -> …` is called while it runs; or write the loop with `batches`")
  ],
  "lr": [("optimizer", "write `optimizer=adam(0.1)`")],
  "learning_rate": [("optimizer", "write `optimizer=adam(0.1)`")],
  "weight_decay": [("optimizer", "write `optimizer=adam(1e-3, weight_decay=0.01)`")],
  "scheduler": [("optimizer", "write `optimizer=adam(cosine(0.1, 100))`")],
]

private let classReduction = "losses are means; times the number of examples it is the sum"
private let classWeights =
  "weigh by hand: `-mean(sum(w * one_hot(y, k) * log_softmax(logits), axis=1))`"
private let elementWeights = "weigh by hand: `mean(w * (p - y)^2)`, say"
